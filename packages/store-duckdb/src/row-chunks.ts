import { DuckDBDataChunk, type DuckDBType, type DuckDBValue } from "@duckdb/node-api";

const chunkRows = 2048;

/** Rows as the engine's chunks, one list of values a column. */
export function rowChunks(
  types: readonly DuckDBType[],
  columns: readonly (readonly DuckDBValue[])[],
): DuckDBDataChunk[] {
  const length = columns[0]?.length ?? 0;
  const chunks: DuckDBDataChunk[] = [];
  for (let from = 0; from < length; from += chunkRows) {
    const below = Math.min(from + chunkRows, length);
    const chunk = DuckDBDataChunk.create(types, below - from);
    for (const [at, values] of columns.entries()) {
      const vector = chunk.getColumnVector(at);
      for (let row = from; row < below; row += 1) vector.setItem(row - from, values[row] ?? null);
      vector.flush();
    }
    chunks.push(chunk);
  }
  return chunks;
}
