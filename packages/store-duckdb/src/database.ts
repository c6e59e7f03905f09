import { existsSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { type CxError, cxError } from "@cxkit/core";
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { Reader, Snapshot } from "./reader.ts";
import { snapshotsOf } from "./snapshots.ts";

/** What the engine may use. */
export interface EngineSettings {
  readonly threads: number;
  /** As DuckDB writes it: `512MB`. */
  readonly memoryLimit: string;
}

/** Rows for a table. */
export interface Chunks {
  readonly table: string;
  readonly chunks: readonly DuckDBDataChunk[];
}

/** An open database: one connection that writes, asked one thing at a time, and some that read beside it. */
export interface Database extends Reader {
  /** The file; `null` in memory. */
  readonly file: string | null;
  run(sql: string, values?: readonly DuckDBValue[]): Promise<void>;
  /** Begins to read. */
  snapshot(): Promise<Snapshot>;
  /** Begins to read for whoever takes the answer when it suits them: nobody waits for them, and the next {@link unread} ends them. */
  streamed(): Promise<Snapshot>;
  /** Ends streams, and waits until nobody reads. */
  unread(): Promise<void>;
  /** Adds rows and runs statements: all of it or nothing. */
  transact(rows: readonly Chunks[], statements: readonly string[]): Promise<void>;
  /** Does all of the work or, where it throws, nothing. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Adds chunks to a table, within the transaction. */
  append(table: string, chunks: readonly DuckDBDataChunk[]): Promise<void>;
  /** Gives the file back. */
  close(): void;
}

/** Databases that this process has open. The engine's own lock does not see a second opener in the same process. */
const openFiles = new Set<string>();

/** Whether a path means a database in memory. */
export const inMemory = ":memory:";

/**
 * The one name of a database file, links followed.
 *
 * @throws {CxError} `invalid-setup` when its folder does not exist
 */
export function databaseFile(file: string): string {
  const absolute = path.resolve(file);
  try {
    return existsSync(absolute)
      ? realpathSync(absolute)
      : path.join(realpathSync(path.dirname(absolute)), path.basename(absolute));
  } catch (cause) {
    throw cxError("invalid-setup", `the folder of ${file} does not exist`, { file, path: "path", cause });
  }
}

/**
 * Reserves a file for this process.
 *
 * @throws {CxError} `unavailable` when this process has it open already
 */
export function reserveFile(file: string): () => void {
  if (openFiles.has(file)) throw inUse(file, "this process", undefined);
  openFiles.add(file);
  return () => openFiles.delete(file);
}

/** Opens a file, or a database in memory, and says in our words why it cannot be opened. */
export async function openDatabase(file: string | null, settings: EngineSettings): Promise<Database> {
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(file ?? inMemory, {
      threads: String(settings.threads),
      memory_limit: settings.memoryLimit,
      // Nothing is fetched or loaded behind the user's back.
      autoinstall_known_extensions: "false",
      checkpoint_threshold: "64MB",
      autoload_known_extensions: "false",
      storage_compatibility_version: storageVersion,
      ...(file !== null && { temp_directory: temporaryFolder(file) }),
    });
  } catch (cause) {
    throw openingError(file, cause);
  }
  let connection: DuckDBConnection;
  try {
    connection = await instance.connect();
  } catch (cause) {
    instance.closeSync();
    throw openingError(file, cause);
  }
  return databaseOf(file, instance, connection, settings.threads);
}

/** The oldest DuckDB that reads the files: from it on, long texts are compressed well. */
export const storageVersion = "v1.2.0";

/** Where the engine puts what does not fit in memory. */
export function temporaryFolder(file: string): string {
  return `${file}.tmp`;
}

/** Removes a file that may not be there. */
export async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true, recursive: true });
}

function databaseOf(
  file: string | null,
  instance: DuckDBInstance,
  connection: DuckDBConnection,
  threads: number,
): Database {
  const told = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      throw cxError("unavailable", `${file ?? "the database in memory"} cannot be read or written`, {
        ...(file !== null && { file }),
        cause,
      });
    }
  };
  const readerOn = (one: DuckDBConnection): Reader => ({
    query: (sql, values) => told(async () => (await one.run(sql, values && [...values])).fetchAllChunks()),
    rows: (sql, values) => told(async () => (await one.run(sql, values && [...values])).getRows()),
  });
  const readers = snapshotsOf(instance, threads, told, readerOn);
  const rolledBack = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (thrown) {
      // A failed commit has rolled back by itself.
      await connection.run("rollback").catch(() => undefined);
      throw thrown;
    }
  };
  const database: Database = {
    file,
    ...readerOn(connection),
    run: (sql, values) =>
      told(async () => {
        await connection.run(sql, values && [...values]);
      }),
    snapshot: readers.snapshot,
    streamed: readers.streamed,
    unread: readers.unread,
    async transact(rows, statements) {
      const script = (lines: readonly string[]): Promise<void> => database.run(lines.join(";\n"));
      await readers.beforeWriting(connection);
      await rolledBack(async () => {
        const full = rows.filter(({ chunks }) => chunks.length > 0);
        if (full.length > 0) await database.run("begin transaction");
        for (const { table, chunks } of full) await database.append(table, chunks);
        await script([...(full.length > 0 ? [] : ["begin transaction"]), ...statements, "commit"]);
      });
    },
    transaction: (work) =>
      rolledBack(async () => {
        await database.run("begin transaction");
        const result = await work();
        await database.run("commit");
        return result;
      }),
    append: (table, chunks) =>
      told(async () => {
        const appender = await connection.createAppender(table);
        try {
          for (const chunk of chunks) appender.appendDataChunk(chunk);
        } finally {
          appender.closeSync();
        }
      }),
    close() {
      readers.close();
      connection.closeSync();
      instance.closeSync();
    },
  };
  return database;
}

function openingError(file: string | null, cause: unknown): CxError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (file === null) return cxError("unavailable", "no database in memory could be made", { cause });
  if (/lock on file/i.test(reason)) return inUse(file, "another process", cause);
  if (
    /not a valid DuckDB database|corrupt|checksum|read enough bytes|serialization|deserializ/i.test(reason)
  ) {
    return cxError("invalid-file", `${file} is no DuckDB database, or a damaged one`, { file, cause });
  }
  if (/newer version|storage version|version number/i.test(reason)) {
    return cxError("invalid-setup", `${file} was written by a newer DuckDB than this one`, { file, cause });
  }
  return cxError("unavailable", `${file} cannot be opened`, { file, cause });
}

function inUse(file: string, who: string, cause: unknown): CxError {
  return cxError("unavailable", `${file} is open already: ${who} writes it, and a file has one writer`, {
    file,
    cause,
  });
}
