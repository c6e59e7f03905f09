import { isCxError, type Store } from "@cxkit/core";
import type { JournalEntry } from "../journal/journal.ts";
import type { Reading } from "./decode.ts";
import type { OpenConnection } from "./open-connections.ts";
import { isHydrated } from "./hydrated-entry.ts";
import { isPulled } from "./pull-entry.ts";

/** How journal entries are read. */
export interface Readings {
  /** `undefined` when its connection is gone, or its file's configuration is none any more. */
  of(entry: JournalEntry): Reading | undefined | Promise<Reading | undefined>;
  /** The same for what `of` was asked for before; `undefined` for a file's entry it was not. */
  now(entry: JournalEntry): Reading | undefined;
}

/**
 * Finds connection and configuration of entries. Files bring a configuration of their own; the instruments it speaks of are declared
 * before the first record of such a file is decoded.
 */
export function entryReadings(
  connections: ReadonlyMap<string, OpenConnection>,
  store: Pick<Store, "declare">,
): Readings {
  const plain = new Map<string, Reading>();
  for (const [id, connection] of connections) {
    plain.set(id, { connection, channel: connection.channel, instruments: connection.instruments });
  }
  const files = new Map<string, Promise<Reading | undefined>>();

  const ready = new Map<string, Reading | undefined>();

  async function fileReading(reading: Reading, given: unknown): Promise<Reading | undefined> {
    const { connection } = reading;
    try {
      const channel = await connection.open(given);
      await store.declare(channel.instruments);
      return { connection, channel, instruments: channel.instruments };
    } catch (thrown) {
      if (isCxError(thrown, "invalid-setup")) return undefined;
      throw thrown;
    }
  }

  /** The name under which the reading of a file's entry is kept; `undefined` where the connection's own will do. */
  function fileName(entry: JournalEntry): string | undefined {
    const config = isPulled(entry) || isHydrated(entry) ? undefined : entry.file?.config;
    if (config === undefined || config === null) return undefined;
    return `${entry.connection}\n${JSON.stringify(config)}`;
  }

  return {
    of(entry) {
      const reading = plain.get(entry.connection);
      const name = fileName(entry);
      if (!reading || name === undefined) return reading;
      if (ready.has(name)) return ready.get(name);
      const known = files.get(name);
      if (known) return known;
      const made = fileReading(reading, entry.file?.config).then((one) => {
        ready.set(name, one);
        return one;
      });
      files.set(name, made);
      // Not for good: the store may be back next time.
      made.catch(() => files.delete(name));
      return made;
    },
    now(entry) {
      const name = fileName(entry);
      return name === undefined ? plain.get(entry.connection) : ready.get(name);
    },
  };
}
