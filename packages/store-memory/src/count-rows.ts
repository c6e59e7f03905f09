import type { Codes } from "./dictionary.ts";

/*
 * The hot loops. What makes them nearly as fast as compiled C, each measured:
 * - `(table[k] + 1) | 0` on an Int32Array stays in integers; `++` on a Uint32Array goes through doubles (1.7×);
 * - four rows a step, read as one 32-bit word of each column: fewer loads, bounds checks and registers (1.3×). Which byte
 *   comes first does not matter, as it is the same in every column;
 * - neighbours go to two halves of the table, so that equal ones do not wait for each other's store (up to 2×);
 * - one function per number of byte columns, so that each sees one element type (scratch memory costs 2×);
 * - `Math.min` keeps a position inside its group without a branch, and costs nothing.
 *
 * Every loop counts rows from ≤ row < below into `table`, every second one `half` entries further on. `half` may be 0.
 */

/** Counts positions of one group. */
export function countBytes(
  table: Int32Array,
  half: number,
  position: Uint8Array,
  width: number,
  from: number,
  below: number,
): void {
  const { head, words, tail } = cut([position], from, below);
  const h = half | 0;
  const none = (width - 1) | 0;
  one(table, position, none, from, head);
  const points = words[0]!;
  for (let at = 0; at < points.length; at += 1) {
    const p = points[at]! | 0;
    const k = Math.min(p & 255, none);
    table[k] = (table[k]! + 1) | 0;
    const l = (Math.min((p >>> 8) & 255, none) + h) | 0;
    table[l] = (table[l]! + 1) | 0;
    const m = Math.min((p >>> 16) & 255, none);
    table[m] = (table[m]! + 1) | 0;
    const n = (Math.min(p >>> 24, none) + h) | 0;
    table[n] = (table[n]! + 1) | 0;
  }
  one(table, position, none, tail, below);
}

/** Counts positions per code of one column. */
export function countBytesBy1(
  table: Int32Array,
  half: number,
  position: Uint8Array,
  width: number,
  codes: Uint8Array,
  from: number,
  below: number,
): void {
  const { head, words, tail } = cut([position, codes], from, below);
  const h = half | 0;
  const w = width | 0;
  const none = (w - 1) | 0;
  oneBy1(table, position, none, codes, w, from, head);
  const points = words[0]!;
  const groups = words[1]!;
  for (let at = 0; at < points.length; at += 1) {
    const p = points[at]! | 0;
    const g = groups[at]! | 0;
    const k = (Math.imul(g & 255, w) + Math.min(p & 255, none)) | 0;
    table[k] = (table[k]! + 1) | 0;
    const l = (Math.imul((g >>> 8) & 255, w) + Math.min((p >>> 8) & 255, none) + h) | 0;
    table[l] = (table[l]! + 1) | 0;
    const m = (Math.imul((g >>> 16) & 255, w) + Math.min((p >>> 16) & 255, none)) | 0;
    table[m] = (table[m]! + 1) | 0;
    const n = (Math.imul(g >>> 24, w) + Math.min(p >>> 24, none) + h) | 0;
    table[n] = (table[n]! + 1) | 0;
  }
  oneBy1(table, position, none, codes, w, tail, below);
}

/** Counts positions per pair of codes; `step` is the width of one code of the first column. */
export function countBytesBy2(
  table: Int32Array,
  half: number,
  position: Uint8Array,
  width: number,
  first: Uint8Array,
  step: number,
  second: Uint8Array,
  from: number,
  below: number,
): void {
  const { head, words, tail } = cut([position, first, second], from, below);
  const h = half | 0;
  const w = width | 0;
  const s = step | 0;
  const none = (w - 1) | 0;
  oneBy2(table, position, none, first, s, second, w, from, head);
  const points = words[0]!;
  const firsts = words[1]!;
  const seconds = words[2]!;
  for (let at = 0; at < points.length; at += 1) {
    const p = points[at]! | 0;
    const a = firsts[at]! | 0;
    const b = seconds[at]! | 0;
    const k = (Math.imul(a & 255, s) + Math.imul(b & 255, w) + Math.min(p & 255, none)) | 0;
    table[k] = (table[k]! + 1) | 0;
    const l =
      (Math.imul((a >>> 8) & 255, s) + Math.imul((b >>> 8) & 255, w) + Math.min((p >>> 8) & 255, none) + h) |
      0;
    table[l] = (table[l]! + 1) | 0;
    const m =
      (Math.imul((a >>> 16) & 255, s) + Math.imul((b >>> 16) & 255, w) + Math.min((p >>> 16) & 255, none)) |
      0;
    table[m] = (table[m]! + 1) | 0;
    const n = (Math.imul(a >>> 24, s) + Math.imul(b >>> 24, w) + Math.min(p >>> 24, none) + h) | 0;
    table[n] = (table[n]! + 1) | 0;
  }
  oneBy2(table, position, none, first, s, second, w, tail, below);
}

/** Adds `code × step` to the scratch index of each row, from row `from` on. */
export function addCodes(scratch: Int32Array, codes: Codes, step: number, from: number, below: number): void {
  for (let row = from, at = 0; row < below; row += 1, at += 1) {
    scratch[at] = (scratch[at]! + Math.imul(codes[row]!, step)) | 0;
  }
}

/** Adds each row's position to its scratch index; positions off the table go to the last slot of the group. */
export function addPositions(
  scratch: Int32Array,
  position: Codes,
  width: number,
  from: number,
  below: number,
): void {
  const none = width - 1;
  for (let row = from, at = 0; row < below; row += 1, at += 1) {
    scratch[at] = (scratch[at]! + Math.min(position[row]!, none)) | 0;
  }
}

/** Counts `length` scratch indices. */
export function countIndices(table: Int32Array, half: number, scratch: Int32Array, length: number): void {
  const h = half | 0;
  let at = 0;
  for (const last = length - 1; at < last; at += 2) {
    const k = scratch[at]!;
    const l = (scratch[at + 1]! + h) | 0;
    table[k] = (table[k]! + 1) | 0;
    table[l] = (table[l]! + 1) | 0;
  }
  if (at < length) {
    const k = scratch[at]!;
    table[k] = (table[k]! + 1) | 0;
  }
}

/** Adds weights and their squares at `length` scratch indices; `weight` belongs to the rows from `from` on. */
export function addWeights(
  sum: Float64Array,
  sumOfSquares: Float64Array,
  scratch: Int32Array,
  weight: Float64Array,
  from: number,
  length: number,
): void {
  for (let at = 0; at < length; at += 1) {
    const k = scratch[at]!;
    const w = weight[from + at]!;
    sum[k] = sum[k]! + w;
    sumOfSquares[k] = sumOfSquares[k]! + w * w;
  }
}

// The same, one row a step: for the rows before and behind whole words. Not closures: what a closure shares with a loop is read
// from memory in every step of it.

function one(table: Int32Array, position: Uint8Array, none: number, from: number, below: number): void {
  for (let row = from; row < below; row += 1) {
    const k = Math.min(position[row]!, none);
    table[k] = (table[k]! + 1) | 0;
  }
}

function oneBy1(
  table: Int32Array,
  position: Uint8Array,
  none: number,
  codes: Uint8Array,
  width: number,
  from: number,
  below: number,
): void {
  for (let row = from; row < below; row += 1) {
    const k = (Math.imul(codes[row]!, width) + Math.min(position[row]!, none)) | 0;
    table[k] = (table[k]! + 1) | 0;
  }
}

function oneBy2(
  table: Int32Array,
  position: Uint8Array,
  none: number,
  first: Uint8Array,
  step: number,
  second: Uint8Array,
  width: number,
  from: number,
  below: number,
): void {
  for (let row = from; row < below; row += 1) {
    const k =
      (Math.imul(first[row]!, step) + Math.imul(second[row]!, width) + Math.min(position[row]!, none)) | 0;
    table[k] = (table[k]! + 1) | 0;
  }
}

/**
 * The rows that lie in whole 32-bit words of every column, as words, and where they begin and end. None of them where columns begin
 * at different places of a word.
 */
function cut(
  columns: readonly Uint8Array[],
  from: number,
  below: number,
): { readonly head: number; readonly words: readonly Uint32Array[]; readonly tail: number } {
  const place = columns[0]!.byteOffset & 3;
  const aligned = columns.every(({ byteOffset }) => (byteOffset & 3) === place);
  const head = aligned ? Math.min(from + ((4 - ((place + from) & 3)) & 3), below) : below;
  const count = (below - head) >>> 2;
  const words = columns.map(({ buffer, byteOffset }) =>
    count > 0 ? new Uint32Array(buffer, byteOffset + head, count) : noWords,
  );
  return { head, words, tail: head + 4 * count };
}

const noWords = new Uint32Array(0);
