import { cxError } from "@cxkit/core";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Reader, Snapshot } from "./reader.ts";
import { workQueue } from "./work-queue.ts";

/** The readers of a database, each on a connection of its own. */
export interface Snapshots {
  /** Begins to read what is committed now. */
  snapshot(): Promise<Snapshot>;
  /** Begins to read for whoever takes the answer when it suits them: nobody waits for them, and {@link unread} ends them. */
  streamed(): Promise<Snapshot>;
  /** Ends streams, and waits until nobody reads. */
  unread(): Promise<void>;
  /** To be called before each transaction that writes. */
  beforeWriting(writer: DuckDBConnection): Promise<void>;
  close(): void;
}

/** What a stream hears that was ended from outside. */
export const overtaken = "the store was closed, or a subject erased, while it was read: read again";

/**
 * So many questions are answered at once, in the order in which they were asked: each may take as much memory as the engine has,
 * and keeps one of the four threads on which a process also writes and reads files.
 */
const mostAnswered = 2;

/** So many connections are kept for the next questions. */
const mostIdle = 4;

/**
 * Hands out snapshots, and has the engine use its threads for reading alone: whoever waits for a thread of the engine does so
 * spinning, so that a commit, which one thread does, would keep a second one busy until the disk has synced.
 */
export function snapshotsOf(
  instance: DuckDBInstance,
  threads: number,
  told: <Result>(work: () => Promise<Result>) => Promise<Result>,
  readerOn: (connection: DuckDBConnection) => Reader,
): Snapshots {
  const idle: DuckDBConnection[] = [];
  /** What ends the streams that are open. */
  const streams = new Set<() => Promise<void>>();
  let reading = 0;
  /** Who waits until nobody reads. */
  const waiting: (() => void)[] = [];
  let present = threads;
  let writes = 0;
  let lastChange: Promise<unknown> = Promise.resolve();

  /** One change after the other, so that the last one asked for is the last one done. */
  const useThreads = (connection: DuckDBConnection, wanted: number): Promise<void> => {
    if (present === wanted) return Promise.resolve();
    present = wanted;
    const change = lastChange.then(() => connection.run(`set threads = ${wanted}`));
    lastChange = change.catch(() => undefined);
    return change.then(() => undefined);
  };
  const answering = workQueue(mostAnswered);
  const ended = (): void => {
    reading -= 1;
    if (reading > 0) return;
    for (const resolve of waiting.splice(0)) resolve();
  };

  const begin = async (): Promise<Snapshot> => {
    reading += 1;
    writes = 0;
    let connection: DuckDBConnection;
    try {
      connection = await told(async () => {
        const one = idle.pop() ?? (await instance.connect());
        await useThreads(one, threads);
        // A transaction sees what is there when it first asks for a table.
        await one.run("begin transaction; select 1 from cxkit_schema limit 0");
        return one;
      });
    } catch (thrown) {
      ended();
      throw thrown;
    }
    const reader = readerOn(connection);
    return {
      query: (sql, values) => answering(() => reader.query(sql, values)),
      rows: (sql, values) => answering(() => reader.rows(sql, values)),
      async *stream(sql) {
        const result = await answering(() => told(() => connection.stream(sql)));
        for (;;) {
          const chunk = await answering(() => told(() => result.fetchChunk()));
          if (!chunk || chunk.rowCount === 0) return;
          yield chunk;
        }
      },
      async end() {
        try {
          await connection.run("rollback");
          if (idle.length < mostIdle) idle.push(connection);
          else connection.closeSync();
        } catch {
          connection.closeSync();
        } finally {
          ended();
        }
      },
    };
  };

  return {
    async unread() {
      await Promise.all([...streams].map((end) => end()));
      if (reading > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    snapshot: begin,
    async streamed() {
      const snapshot = await begin();
      const turns = workQueue();
      let over = false;
      const end = (): Promise<void> =>
        turns(async () => {
          if (over) return;
          over = true;
          streams.delete(end);
          await snapshot.end();
        });
      streams.add(end);
      /** Not while it ends, and not once it has. */
      const asked = <Result>(work: () => Promise<Result>): Promise<Result> =>
        turns(() => {
          if (over) throw cxError("unavailable", overtaken);
          return work();
        });
      return {
        query: (sql, values) => asked(() => snapshot.query(sql, values)),
        rows: (sql, values) => asked(() => snapshot.rows(sql, values)),
        async *stream(sql) {
          const chunks = snapshot.stream(sql);
          for (;;) {
            const { value, done } = await asked(() => chunks.next());
            if (done) return;
            yield value;
          }
        },
        end,
      };
    },
    async beforeWriting(writer) {
      writes += 1;
      // Changing takes as long as one spinning commit wastes: a single write between two questions is not worth it.
      if (writes > 1 && reading === 0) await told(() => useThreads(writer, 1));
    },
    close() {
      for (const connection of idle) connection.closeSync();
    },
  };
}
