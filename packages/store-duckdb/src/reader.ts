import type { DuckDBDataChunk, DuckDBValue } from "@duckdb/node-api";

/** Something that answers questions. */
export interface Reader {
  /** The rows of an answer, as chunks of columns. */
  query(sql: string, values?: readonly DuckDBValue[]): Promise<readonly DuckDBDataChunk[]>;
  rows(sql: string, values?: readonly DuckDBValue[]): Promise<DuckDBValue[][]>;
}

/** A reader that sees what was committed when it began, whatever is written meanwhile. */
export interface Snapshot extends Reader {
  /** Chunks of an answer as they are asked for: the engine keeps no more than some. */
  stream(sql: string): AsyncGenerator<DuckDBDataChunk>;
  end(): Promise<void>;
}
