import type { LogEntry } from "../host-options.ts";
import { storeFailed } from "./append-apart.ts";
import type { AppendedPage, PlacedEvent } from "./append.ts";
import type { DecodedRecord, EntryRecords } from "./decode.ts";
import { hydratedOf } from "./hydrated-entry.ts";
import type { Change } from "./judge.ts";
import { hydrationKey, pullKey } from "./ledger-keys.ts";
import { pulledFrom } from "./pull-entry.ts";
import type { Counters } from "./status.ts";

/** What became of one entry. */
export interface EntryOutcome {
  records: number;
  appended: number;
  duplicates: number;
  conflicts: number;
  setAside: number;
}

/**
 * Counts what became of a page's entries, and says what somebody should know of.
 *
 * @param outcomes what became of the entries of files is put here
 */
export function countEntries(
  entries: readonly EntryRecords[],
  result: AppendedPage,
  {
    counters,
    log,
    outcomes,
  }: {
    readonly counters: Counters;
    readonly log: (entry: LogEntry) => void;
    readonly outcomes: Map<number, EntryOutcome>;
  },
): void {
  const byEntry = new Map(
    entries.map(({ entry, records }) => [entry.number, { entry, outcome: outcomeOf(records) }]),
  );
  const add = (which: readonly PlacedEvent[], name: "appended" | "duplicates" | "conflicts"): void => {
    for (const { entry } of which) {
      const outcome = byEntry.get(entry)?.outcome;
      if (outcome) outcome[name] += 1;
    }
  };
  add(result.fresh, "appended");
  add(result.duplicates, "duplicates");
  add(result.conflicts, "conflicts");
  for (const { placed: one, reason } of result.setAside) {
    if (reason === storeFailed) {
      const facts = { entry: one.entry, index: one.index };
      log({ level: "error", event: "store-failed", contribution: one.connection, facts });
    }
    const outcome = byEntry.get(one.entry)?.outcome;
    if (outcome) outcome.setAside += 1;
  }
  for (const { entry, outcome } of byEntry.values()) {
    counters.stored(entry.connection, outcome);
    if (entry.file && entry.kind === "records") outcomes.set(entry.number, outcome);
  }
  for (const { event, connection } of result.conflicts.slice(0, 10)) {
    const facts = { source: event.source, id: event.id };
    log({ level: "warn", event: "conflict", contribution: connection, facts });
  }
}

/** Where pulls go on: the last page of each. */
export function pullChanges(entries: readonly EntryRecords[]): readonly Change[] {
  const changes: Change[] = [];
  for (const { entry } of entries) {
    const page = pulledFrom(entry);
    if (page) changes.push({ key: pullKey(entry.connection, page.stream), value: { cursor: page.cursor } });
  }
  return changes;
}

/** Which records' producers are to be asked for what they lack, and which are complete now. */
export function hydrationChanges(entries: readonly EntryRecords[]): readonly Change[] {
  const changes: Change[] = [];
  for (const { entry, records } of entries) {
    for (const { index, thin } of records) {
      if (thin)
        changes.push({ key: hydrationKey(entry.number, index), value: { connection: entry.connection } });
    }
    for (const [number, index] of hydratedOf(entry))
      changes.push({ key: hydrationKey(number, index), value: null });
  }
  return changes;
}

function outcomeOf(records: readonly DecodedRecord[]): EntryOutcome {
  const setAside = records.reduce((sum, record) => sum + record.setAside.length, 0);
  return { records: records.length, appended: 0, duplicates: 0, conflicts: 0, setAside };
}
