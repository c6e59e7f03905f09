import { DuckDBDataChunk, type DuckDBType, type DuckDBVector } from "@duckdb/node-api";

const chunkRows = 2048;

/**
 * Rows as the engine's chunks, written into its vectors one by one: lists of values between the two would be garbage at once.
 *
 * @param fill sets every column of row `row`, which is row number `at` of all
 */
export function rowChunks(
  types: readonly DuckDBType[],
  length: number,
  fill: (vectors: readonly DuckDBVector[], row: number, at: number) => void,
): DuckDBDataChunk[] {
  const chunks: DuckDBDataChunk[] = [];
  for (let from = 0; from < length; from += chunkRows) {
    const rows = Math.min(chunkRows, length - from);
    const chunk = DuckDBDataChunk.create(types, rows);
    const vectors = types.map((_, column) => chunk.getColumnVector(column));
    for (let row = 0; row < rows; row += 1) fill(vectors, row, from + row);
    for (const vector of vectors) vector.flush();
    chunks.push(chunk);
  }
  return chunks;
}
