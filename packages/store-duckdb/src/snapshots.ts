import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Reader, Snapshot } from "./database.ts";

/** The readers of a database, each on a connection of its own. */
export interface Snapshots {
  /** Begins to read what is committed now; while as many read as may, once one of them has ended. */
  snapshot(): Promise<Snapshot>;
  /** Waits until nobody reads. */
  unread(): Promise<void>;
  /** To be called before each transaction that writes. */
  beforeWriting(writer: DuckDBConnection): Promise<void>;
  close(): void;
}

/** So many read at once: each may take as much memory as the engine has. */
const mostReaders = 4;

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
  let reading = 0;
  let waiting: (() => void)[] = [];
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
  const fewer = async (than: number): Promise<void> => {
    while (reading >= than) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const ended = (): void => {
    reading -= 1;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };

  return {
    unread: () => fewer(1),
    async snapshot() {
      await fewer(mostReaders);
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
      return {
        ...readerOn(connection),
        async end() {
          try {
            await connection.run("rollback");
            idle.push(connection);
          } catch {
            connection.closeSync();
          } finally {
            ended();
          }
        },
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
