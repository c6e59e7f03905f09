import type { Instant } from "@cxkit/core";
import type { Ledger } from "../journal/ledger.ts";
import {
  type Change,
  deliveredKey,
  deliveredPrefix,
  type OutboxEntry,
  readEntry,
  waitingPrefix,
} from "./notify-entry.ts";

/** The part of the ledger in which notifications stand. */
export interface Outbox {
  readonly entry: (key: string) => OutboxEntry | undefined;
  /** All that was not delivered, in no promised order. */
  readonly entries: () => Iterable<OutboxEntry>;
  /** Whether it is known to have arrived. */
  readonly delivered: (notifier: string, idempotencyKey: string) => boolean;
  /** How many are known to have arrived. */
  readonly arrived: () => number;
  readonly write: (changes: readonly Change[]) => Promise<void>;
  /** Writes what could not be written before, and once a day forgets what arrived more than 30 days ago. */
  readonly tidy: (moment: number) => Promise<void>;
}

/**
 * Reads and writes a queue in a ledger. An outcome that the disk would not take holds all the same, so that what was delivered is not
 * sent again by this process; it is written when the disk takes it.
 */
export function notifyOutbox(ledger: Pick<Ledger, "get" | "keys" | "write">): Outbox {
  const stranded = new Map<string, Change>();
  let pruned: number | null = null;

  function entry(key: string): OutboxEntry | undefined {
    const change = stranded.get(key);
    return readEntry(change ? change.value : ledger.get(key));
  }

  async function write(changes: readonly Change[]): Promise<void> {
    for (const change of changes) stranded.set(change.key, change);
    const all = [...stranded.values()];
    if (all.length === 0) return;
    await ledger.write(all);
    for (const change of all) if (stranded.get(change.key) === change) stranded.delete(change.key);
  }

  return {
    entry,
    *entries() {
      for (const key of ledger.keys(waitingPrefix)) {
        const found = entry(key);
        if (found) yield found;
      }
    },
    delivered(notifier, idempotencyKey) {
      const key = deliveredKey(notifier, idempotencyKey);
      return ((stranded.get(key) ?? { value: ledger.get(key) }).value ?? null) !== null;
    },
    arrived: () => [...ledger.keys(deliveredPrefix)].length,
    write,
    async tidy(moment) {
      await write([]);
      if (pruned !== null && moment >= pruned && moment < pruned + day) return;
      const old = [...ledger.keys(deliveredPrefix)].filter((key) => {
        const { at } = ledger.get(key) as { readonly at: Instant };
        return Date.parse(at) < moment - remembered;
      });
      await write(old.map((key) => ({ key, value: null })));
      pruned = moment;
    },
  };
}

const day = 86_400_000;
const remembered = 30 * day;
