import { cxError, type Json } from "@cxkit/core";
import type { Ingestion, IngestionCounts } from "../host.ts";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import type { EntryOutcome } from "./entry-outcomes.ts";
import type { Flow } from "./flow.ts";
import type { HostClock } from "./host-clock.ts";
import type { OpenConnection } from "./open-connections.ts";
import type { Reading } from "./decode.ts";
import type { Readings } from "./readings.ts";
import type { Counters } from "./status.ts";

/** What taking files works with. */
export interface IngestParts {
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly journal: Pick<Journal, "append">;
  readonly flow: Pick<Flow, "until" | "outcomes">;
  readonly readings: Readings;
  readonly clock: HostClock;
  readonly arrived: (entry: JournalEntry) => void;
  readonly counters: Counters;
}

/** Entries written ahead of the flow: whoever reads a file waits for it. */
const ahead = 8;

/**
 * Takes records of a file.
 *
 * @throws {CxError} `invalid-setup` when there is no such connection, or the file's configuration is not the channel's: at the first
 *   `append` or at `end`
 */
export function ingesting(
  parts: IngestParts,
): (connection: string, file?: { readonly name: string; readonly config?: unknown }) => Ingestion {
  const { connections, journal, flow, clock, counters } = parts;
  return (id, file) => {
    const connection = connections.get(id);
    if (!connection)
      throw cxError("invalid-setup", `no connection is called ${id}`, { path: `connections.${id}` });
    const config = (file?.config ?? null) as Json;
    const head = {
      kind: "records",
      connection: id,
      file: { name: file?.name ?? "records", config },
    } as const;
    const numbers: number[] = [];
    const total = { records: 0, appended: 0, duplicates: 0, conflicts: 0, setAside: 0 };
    let checked: Promise<Reading> | undefined;

    async function check(): Promise<Reading> {
      const entry: JournalEntry = { ...head, number: 0, received: clock.now(), body: new Uint8Array(0) };
      const reading = await parts.readings.of(entry);
      if (reading) return reading;
      throw cxError(
        "invalid-setup",
        `${head.file.name}: the configuration is not one of ${connection?.hosted.id}`,
        {
          file: head.file.name,
          path: "config",
          contribution: id,
        },
      );
    }

    /** Adds up what became of the oldest entries, so that a long file leaves nothing behind here. */
    async function settle(keep: number): Promise<void> {
      while (numbers.length > keep) {
        const number = numbers[0] ?? 0;
        await flow.until(number);
        numbers.shift();
        add(total, flow.outcomes.get(number));
        flow.outcomes.delete(number);
      }
    }

    async function append(records: readonly unknown[]): Promise<void> {
      await (checked ??= check());
      if (records.length === 0) return;
      const received = clock.now();
      const body = new TextEncoder().encode(JSON.stringify(records));
      const entry: NewEntry = { ...head, received, body };
      const number = await journal.append([entry]);
      numbers.push(number);
      counters.received(id, received);
      parts.arrived({ ...entry, number });
      await settle(ahead);
    }

    return {
      append,
      async read(rows, signal) {
        const { channel } = await (checked ??= check());
        for await (const page of channel.read(rows, signal)) {
          await append(page);
          signal?.throwIfAborted();
        }
      },
      async end(): Promise<IngestionCounts> {
        await (checked ??= check());
        await settle(0);
        return { ...total };
      },
    };
  };
}

function add(
  total: { -readonly [Name in keyof EntryOutcome]: number },
  outcome: EntryOutcome | undefined,
): void {
  if (!outcome) return;
  total.records += outcome.records;
  total.appended += outcome.appended;
  total.duplicates += outcome.duplicates;
  total.conflicts += outcome.conflicts;
  total.setAside += outcome.setAside;
}
