import type { Json, SetAside } from "@cxkit/core";
import type { AppendedPage } from "./append.ts";
import type { EntryRecords } from "./decode.ts";
import type { Change } from "./judge.ts";
import { quarantineKey } from "./ledger-keys.ts";

/** What the ledger keeps of a record that was set aside: why, and not the record itself, which stays in the journal. */
export interface QuarantineValue {
  readonly connection: string;
  readonly received: string;
  readonly asides: readonly SetAside[];
  /** The whole entry could not be read: there are no records to speak of. */
  readonly whole?: true;
  /** The host kept the record's events back: not even a channel that reads them brings them into a store that is made again. */
  readonly refused?: true;
}

/** The ledger's values for what a page set aside, by channels and by the store. */
export function quarantineChanges(
  entries: readonly EntryRecords[],
  byStore: AppendedPage["setAside"],
): readonly Change[] {
  const values = new Map<string, QuarantineValue>();
  for (const { entry, records } of entries) {
    const { connection, received } = entry;
    for (const { index, raw, setAside, refused } of records) {
      if (setAside.length === 0) continue;
      const value = { connection, received, asides: setAside, ...(refused === true && { refused }) };
      const whole = raw === undefined ? { whole: true as const } : {};
      values.set(quarantineKey(entry.number, index), { ...value, ...whole });
    }
  }
  for (const { placed, path, reason } of byStore) {
    // Of those who are gone nothing is kept, and trying again would change nothing.
    if (reason === "erased") continue;
    const key = quarantineKey(placed.entry, placed.index);
    const { connection, event } = placed;
    const known = values.get(key) ?? { connection, received: event.received, asides: [] };
    const scope = path.startsWith("data.answers[") ? "value" : "record";
    const message = `the store set it aside: ${reason}`;
    values.set(key, { ...known, asides: [...known.asides, { scope, path, reason, message }] });
  }
  return [...values].map(([key, value]) => ({ key, value: value as unknown as Json }));
}
