import type { NewEntry } from "../journal/journal.ts";

/** Where a record stands that was completed: its entry, and its place in it. */
export type RecordPlace = readonly [entry: number, index: number];

const mark = "hydrated";

/** The parts of a journal entry by which completed records are known, and which records they complete, in the same order. */
export function hydratedFor(places: readonly RecordPlace[]): Pick<NewEntry, "delivery" | "file"> {
  return { delivery: mark, file: { name: mark, config: { of: places } } };
}

/** Which records an entry completes; none for entries of any other kind. */
export function hydratedOf(entry: NewEntry): readonly RecordPlace[] {
  if (!isHydrated(entry)) return [];
  const { of = [] } = (entry.file?.config ?? {}) as { readonly of?: readonly RecordPlace[] };
  return of;
}

/** Whether an entry holds records that were completed by asking their producer. */
export function isHydrated(entry: NewEntry): boolean {
  return entry.kind === "records" && entry.delivery === mark;
}
