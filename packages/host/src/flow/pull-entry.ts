import type { Cursor, Json } from "@cxkit/core";
import type { NewEntry } from "../journal/journal.ts";

/** What a page of a pull says besides its records. */
export interface PulledPage {
  readonly stream: string;
  readonly cursor: Cursor;
}

const mark = "pull:";

/**
 * The parts of a journal entry by which a page of a pull is known. Its cursor lies in the same entry as its records, so that one is
 * never there without the other.
 */
export function pulledPage(stream: string, cursor: Cursor): Pick<NewEntry, "delivery" | "file"> {
  return { delivery: `${mark}${stream}`, file: { name: `${mark}${stream}`, config: { cursor } } };
}

/** What an entry says of the pull it came from; `undefined` for what was not pulled. */
export function pulledFrom(entry: NewEntry): PulledPage | undefined {
  if (!isPulled(entry)) return undefined;
  const { cursor = null } = (entry.file?.config ?? {}) as { readonly cursor?: Json };
  return { stream: (entry.delivery ?? "").slice(mark.length), cursor };
}

/** Whether an entry holds records that were pulled. */
export function isPulled(entry: NewEntry): boolean {
  return entry.kind === "records" && (entry.delivery?.startsWith(mark) ?? false);
}
