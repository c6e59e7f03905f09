import { DuckDBDataChunk, type DuckDBType, type DuckDBValue, ENUM, SQLNULL, VARCHAR } from "@duckdb/node-api";
import { loneSurrogate } from "./stored-event.ts";

const chunkRows = 2048;

/** A column of rows on their way into the engine, which casts it to the type of its table. */
export interface Column {
  readonly type: DuckDBType;
  readonly values: ArrayLike<DuckDBValue>;
}

/** Rows as the engine's chunks, filled column by column: lists of values between the two would be garbage at once. */
export function rowChunks(columns: readonly Column[], length: number): DuckDBDataChunk[] {
  const types = columns.map(({ type }) => type);
  const chunks: DuckDBDataChunk[] = [];
  for (let from = 0; from < length; from += chunkRows) {
    const rows = Math.min(chunkRows, length - from);
    const chunk = DuckDBDataChunk.create(types, rows);
    for (const [at, { type, values }] of columns.entries()) {
      if (type === SQLNULL) continue;
      const vector = chunk.getColumnVector(at);
      for (let row = 0; row < rows; row += 1) vector.setItem(row, values[from + row] ?? null);
      vector.flush();
    }
    chunks.push(chunk);
  }
  return chunks;
}

/** Values of a type, or nulls where no row has one: those need no value each. */
export function columnOf(type: DuckDBType, values: readonly DuckDBValue[]): Column {
  return { type: values.every((value) => value === null) ? SQLNULL : type, values };
}

/**
 * Texts. Every text crosses into the engine on its own and takes longer than anything else of a row, so where few differ
 * they go as an enumeration: each text once, then numbers.
 */
export function textColumn(values: readonly (string | null)[]): Column {
  const distinct = distinctTexts(values);
  if (distinct === undefined) return { type: VARCHAR, values };
  return { type: distinct.size === 0 ? SQLNULL : ENUM([...distinct]), values };
}

/** An enumeration is made anew for every chunk: with more members to so many rows it takes longer than their texts. */
function mostMembers(rows: number): number {
  return Math.min(128, rows / 8);
}

/** The texts that occur; `undefined` where they are many, or no proper members of an enumeration. */
function distinctTexts(values: readonly (string | null)[]): ReadonlySet<string> | undefined {
  const distinct = new Set<string>();
  const most = mostMembers(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value === null || distinct.has(value)) continue;
    // The engine ends a member at the character 0, and takes halves of surrogate pairs for one another.
    if (value.includes("\u0000") || loneSurrogate.test(value)) return undefined;
    distinct.add(value);
    if (distinct.size > most) return undefined;
  }
  return distinct;
}
