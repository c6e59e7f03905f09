import {
  type AnsweredItem,
  type CxEvent,
  type EventQuery,
  type Instrument,
  type Json,
  type Store,
  cxError,
} from "@cxkit/core";
import { declaredTypes } from "@cxkit/core/store-rules";
import { appendPage } from "./append-page.ts";
import { databaseFile, type EngineSettings, inMemory, openDatabase, reserveFile } from "./database.ts";
import { declareInstruments } from "./declare-instruments.ts";
import { digest } from "./digest.ts";
import { endErasures, hasPendingErasure, removeSuccessor } from "./erase-subjects.ts";
import { rowsSql } from "./field-sql.ts";
import { eventsByArrival } from "./known-events.ts";
import { openSchema } from "./open-schema.ts";
import type { Reader } from "./reader.ts";
import { scanPages } from "./scan-query.ts";
import { overtaken } from "./snapshots.ts";
import { rememberErased, stateNow, type StoreState, storeState } from "./store-state.ts";
import { tallyQuery } from "./tally-query.ts";
import { workQueue } from "./work-queue.ts";

/** What a DuckDB store may be told. */
export interface DuckdbStoreOptions {
  /** The file, made when it is not there; `":memory:"` for none. */
  readonly path: string;
  /** Event types that plugins add to those of the model; events of any other type are set aside. */
  readonly eventTypes?: readonly string[];
  readonly instruments?: readonly Instrument[];
  /** Threads the engine uses. Default: 2. */
  readonly threads?: number;
  /** Memory the engine uses for data, in megabytes; what needs more goes through a folder beside the file. Default: 512. */
  readonly memoryMegabytes?: number;
}

/**
 * Opens a store that keeps events in one DuckDB file: for a workspace that runs, and for asking the same data with SQL.
 *
 * It answers as the memory store does, sets aside what that sets aside, and keeps it: a page and its cursor are one transaction, synced
 * before `append` resolves. Calls take effect in the order in which they are made. A file has one writer; its `.wal` belongs to it.
 *
 * Erasing writes the file anew without the subject's events and puts it in the old one's place, so that none of their bytes stay; that
 * takes seconds for a million events, during which other calls wait. Of the subject only a digest is kept, to refuse what comes later.
 *
 * @throws {RangeError} when `threads` or `memoryMegabytes` is no whole number ≥ 1
 * @throws {CxError} `unavailable` when another process, or another store of this one, has the file open: worth a retry, as that one may
 * end; `invalid-file` when it is no DuckDB database, a damaged one or one of something else; `invalid-setup` when a newer version of this
 * package wrote it, its folder does not exist, or an instrument is declared with two meanings
 * @example
 * import { duckdbStore } from "@cxkit/store-duckdb";
 * const store = await duckdbStore({ path: ":memory:" });
 * await store.append([{ type: "interaction.occurred", source: "shop:eu", key: "42", id: "42", revision: 0, time: "2026-03-01T09:30:00Z",
 *   received: "2026-03-01T09:30:05Z", channel: "web", dimensions: {}, data: { action: "visit" } }], { stream: "visits", value: 42 });
 * const [cell] = await store.tally({ select: { types: ["interaction.occurred"] }, by: ["channel"], zone: "UTC" });
 * await store.cursor("visits") // => 42
 * cell?.tally.kind === "category" && cell.tally.counts // => { "interaction.occurred": 1 }
 */
export async function duckdbStore(options: DuckdbStoreOptions): Promise<Store> {
  const { threads = 2, memoryMegabytes = 512 } = options;
  for (const [name, value] of Object.entries({ threads, memoryMegabytes })) {
    if (!(Number.isSafeInteger(value) && value >= 1)) {
      throw new RangeError(`duckdbStore requires a whole ${name} ≥ 1, got ${value}`);
    }
  }
  const settings: EngineSettings = { threads, memoryLimit: `${memoryMegabytes}MB` };
  const types = declaredTypes(options.eventTypes);
  const file = options.path === inMemory ? null : databaseFile(options.path);
  const release = file === null ? () => false : reserveFile(file);
  let database: Awaited<ReturnType<typeof openDatabase>> | undefined;
  try {
    database = await openDatabase(file, settings);
    await openSchema(database);
    if (file !== null) await removeSuccessor(file);
    if (await hasPendingErasure(database)) ({ database } = await endErasures(database, settings));
    const state = await storeState(database);
    await declareInstruments(database, state, options.instruments ?? []);
    return storeOf(database, state);
  } catch (thrown) {
    database?.close();
    release();
    throw thrown;
  }

  function storeOf(
    opened: Awaited<ReturnType<typeof openDatabase>>,
    state: Awaited<ReturnType<typeof storeState>>,
  ): Store {
    let current = opened;
    const inOrder = workQueue();
    /** Counts erasures and closing: whoever streams across one stops. */
    let era = 0;
    let closed = false;

    const whileOpen = <Result>(work: () => Promise<Result>): Promise<Result> =>
      inOrder(() => {
        if (closed) throw cxError("unavailable", "the store is closed");
        return work();
      });

    /** Reads beside whatever is written meanwhile, all as it is when the turn comes. */
    const reading = async <Result>(
      work: (reader: Reader, state: StoreState) => Promise<Result>,
    ): Promise<Result> => {
      const begun = await whileOpen(async () => {
        const snapshot = await current.snapshot();
        // In an object, as the next in turn is not to wait for it.
        return { result: work(snapshot, stateNow(state)).finally(() => void snapshot.end()) };
      });
      return begun.result;
    };

    async function finishErasures(): Promise<number> {
      const { database: after, events } = await endErasures(current, settings, async () => {
        era += 1;
        await current.unread();
      });
      current = after;
      return events;
    }

    async function* wholeEvents(query: EventQuery): AsyncGenerator<CxEvent> {
      const begun = await reading(async (reader) => {
        const beganIn = era;
        const where = rowsSql(query);
        const rows = await reader.rows(
          `select arrival from event e where ${where} order by e.time, e.arrival`,
        );
        return { era: beganIn, arrivals: rows.map(([arrival]) => Number(arrival)) };
      });
      for (let from = 0; from < begun.arrivals.length; from += eventBatch) {
        const arrivals = begun.arrivals.slice(from, from + eventBatch);
        const events = await reading(async (reader) => {
          unchangedSince(begun.era);
          return new Map(
            (await eventsByArrival(reader, arrivals)).map(({ arrival, event }) => [arrival, event]),
          );
        });
        for (const arrival of arrivals) {
          unchangedSince(begun.era);
          const event = events.get(arrival);
          if (event) yield event;
        }
      }
      unchangedSince(begun.era);
    }

    function unchangedSince(begun: number): void {
      if (era === begun) return;
      throw cxError("unavailable", overtaken);
    }

    return {
      declare: (instruments) => whileOpen(() => declareInstruments(current, state, instruments)),
      append: (page, cursor) =>
        whileOpen(async () => {
          const { appended, erases } = await appendPage(current, state, types, page, cursor);
          if (erases) await finishErasures();
          return appended;
        }),
      cursor: (stream) =>
        whileOpen(async () => {
          const value = state.cursors.get(stream);
          return value === undefined ? null : (JSON.parse(value) as Json);
        }),
      items: () =>
        reading(async (reader, now) => {
          const rows = await reader.rows(
            "select series, count(*)::double from answer group by series order by series",
          );
          const counts = new Map(rows.map(([series, count]) => [Number(series), Number(count)]));
          return [...now.series.values()]
            .flatMap(({ number, item, reference }): AnsweredItem[] => {
              const answers = counts.get(number) ?? 0;
              const instrument = now.instruments.get(reference);
              return answers > 0 && instrument ? [{ item, instrument, answers }] : [];
            })
            .toSorted((a, b) => b.answers - a.answers || (a.item < b.item ? -1 : 1));
        }),
      tally: (query) => reading((reader, now) => tallyQuery(reader, now, query)),
      async *scan(query) {
        const begun = await whileOpen(async () => ({
          era,
          now: stateNow(state),
          snapshot: await current.streamed(),
        }));
        try {
          for await (const page of scanPages(begun.snapshot, begun.now, query)) {
            unchangedSince(begun.era);
            yield page;
            unchangedSince(begun.era);
          }
        } finally {
          await begun.snapshot.end();
        }
      },
      events: wholeEvents,
      erase: (subject) =>
        whileOpen(async () => {
          const name = digest(subject);
          await current.run("insert into erased values (?, null, false, true)", [name]);
          rememberErased(state, name, null);
          return { events: await finishErasures() };
        }),
      [Symbol.asyncDispose]: () =>
        inOrder(async () => {
          if (closed) return;
          closed = true;
          era += 1;
          await current.unread();
          current.close();
          release();
        }),
    };
  }
}

const eventBatch = 2048;
