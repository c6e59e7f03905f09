import type { Codes } from "./dictionary.ts";

/*
 * The hot loops. What makes them as fast as compiled C, each measured:
 * - `(table[k] + 1) | 0` on an Int32Array stays in integers; `++` on a Uint32Array goes through doubles (1.7×);
 * - two rows a step into two tables, so that equal neighbours do not wait for each other's store (up to 2×);
 * - one function per number of byte columns, so that each sees one element type (scratch memory costs 2×);
 * - `Math.min` keeps a position inside its group without a branch, and costs nothing.
 *
 * Every loop counts rows from ≤ row < below into `even` and `odd`, which may be one table.
 */

/** Counts positions of one group. */
export function countBytes(
  even: Int32Array,
  odd: Int32Array,
  position: Uint8Array,
  width: number,
  from: number,
  below: number,
): void {
  const none = (width - 1) | 0;
  let row = from;
  for (const last = below - 1; row < last; row += 2) {
    const k = Math.min(position[row]!, none);
    const l = Math.min(position[row + 1]!, none);
    even[k] = (even[k]! + 1) | 0;
    odd[l] = (odd[l]! + 1) | 0;
  }
  if (row < below) {
    const k = Math.min(position[row]!, none);
    even[k] = (even[k]! + 1) | 0;
  }
}

/** Counts positions per code of one column. */
export function countBytesBy1(
  even: Int32Array,
  odd: Int32Array,
  position: Uint8Array,
  width: number,
  codes: Uint8Array,
  from: number,
  below: number,
): void {
  const w = width | 0;
  const none = (w - 1) | 0;
  let row = from;
  for (const last = below - 1; row < last; row += 2) {
    const k = (codes[row]! * w + Math.min(position[row]!, none)) | 0;
    const l = (codes[row + 1]! * w + Math.min(position[row + 1]!, none)) | 0;
    even[k] = (even[k]! + 1) | 0;
    odd[l] = (odd[l]! + 1) | 0;
  }
  if (row < below) {
    const k = (codes[row]! * w + Math.min(position[row]!, none)) | 0;
    even[k] = (even[k]! + 1) | 0;
  }
}

/** Counts positions per pair of codes; `step` is the width of one code of the first column. */
export function countBytesBy2(
  even: Int32Array,
  odd: Int32Array,
  position: Uint8Array,
  width: number,
  first: Uint8Array,
  step: number,
  second: Uint8Array,
  from: number,
  below: number,
): void {
  const w = width | 0;
  const s = step | 0;
  const none = (w - 1) | 0;
  let row = from;
  for (const last = below - 1; row < last; row += 2) {
    const k = (first[row]! * s + second[row]! * w + Math.min(position[row]!, none)) | 0;
    const l = (first[row + 1]! * s + second[row + 1]! * w + Math.min(position[row + 1]!, none)) | 0;
    even[k] = (even[k]! + 1) | 0;
    odd[l] = (odd[l]! + 1) | 0;
  }
  if (row < below) {
    const k = (first[row]! * s + second[row]! * w + Math.min(position[row]!, none)) | 0;
    even[k] = (even[k]! + 1) | 0;
  }
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
export function countIndices(even: Int32Array, odd: Int32Array, scratch: Int32Array, length: number): void {
  let at = 0;
  for (const last = length - 1; at < last; at += 2) {
    const k = scratch[at]!;
    const l = scratch[at + 1]!;
    even[k] = (even[k]! + 1) | 0;
    odd[l] = (odd[l]! + 1) | 0;
  }
  if (at < length) {
    const k = scratch[at]!;
    even[k] = (even[k]! + 1) | 0;
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
