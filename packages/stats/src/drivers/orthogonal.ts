import { requireDomain } from "../domain.ts";

/** Predictors centered and scaled to length 1, as an orthonormal basis times a triangle: the numerically safe way to regress. */
export interface Orthogonal {
  /** Mean and length of the deviations of each predictor. */
  readonly means: readonly number[];
  readonly lengths: readonly number[];
  /** One orthonormal row of p numbers for each respondent. */
  readonly basis: readonly (readonly number[])[];
  /** Upper triangle, row by row; `inverse` is its inverse. */
  readonly triangle: readonly (readonly number[])[];
  readonly inverse: readonly (readonly number[])[];
}

/**
 * Decomposes centered and scaled predictors by modified Gram–Schmidt, done twice, which is as accurate as Householder
 * reflections and keeps the basis at hand.
 *
 * @throws {RangeError} when a predictor does not vary or is a combination of those before it, naming its position
 * @source Giraud, Langou, Rozložník and van den Eshof (2005), Rounding error analysis of the classical Gram-Schmidt
 *   orthogonalization process, Numerische Mathematik 101 87–100
 */
export function orthogonal(caller: string, rows: readonly (readonly number[])[]): Orthogonal {
  const n = rows.length;
  const width = rows[0]?.length ?? 0;
  const means = Array.from({ length: width }, (_, j) => meanOf(rows.map((row) => row[j] as number)));
  const columns = means.map((mean, j) => rows.map((row) => (row[j] as number) - mean));
  const lengths = columns.map((column, j) => {
    const largest = largestOf(rows.map((row) => row[j] as number));
    const length = lengthOf(column);
    requireDomain(
      length > 1e-13 * largest * Math.sqrt(n),
      `${caller} requires predictors that vary`,
      `predictor ${j}`,
    );
    requireDomain(
      length > 1e-75 && length < 1e75,
      `${caller} requires predictors that vary by 1e-75 to 1e75`,
      `${length} of predictor ${j}`,
    );
    return length;
  });
  const triangle = columns.map(() => columns.map(() => 0));
  const basis = columns.map((column, j) => column.map((value) => value / (lengths[j] as number)));
  for (let j = 0; j < width; j++) {
    const column = basis[j] as number[];
    for (let pass = 0; pass < 2; pass++)
      for (let i = 0; i < j; i++) {
        const other = basis[i] as number[];
        const product = dot(other, column);
        (triangle[i] as number[])[j] = ((triangle[i] as number[])[j] as number) + product;
        for (let row = 0; row < n; row++)
          column[row] = (column[row] as number) - product * (other[row] as number);
      }
    const left = lengthOf(column);
    requireDomain(
      left > 1e-10,
      `${caller} requires predictors that are no combination of each other`,
      `predictor ${j}`,
    );
    (triangle[j] as number[])[j] = left;
    for (let row = 0; row < n; row++) column[row] = (column[row] as number) / left;
  }
  return {
    means,
    lengths,
    basis: rows.map((_, row) => basis.map((column) => column[row] as number)),
    triangle,
    inverse: inverseOf(triangle),
  };
}

/** Inverse of an upper triangle. */
function inverseOf(triangle: readonly (readonly number[])[]): number[][] {
  const size = triangle.length;
  const inverse = triangle.map(() => triangle.map(() => 0));
  for (let j = 0; j < size; j++) {
    (inverse[j] as number[])[j] = 1 / (triangle[j]?.[j] as number);
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += (triangle[i]?.[k] as number) * (inverse[k]?.[j] as number);
      (inverse[i] as number[])[j] = -sum / (triangle[i]?.[i] as number);
    }
  }
  return inverse;
}

/** Sum of products. */
export function dot(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] as number) * (right[i] as number);
  return sum;
}

/** Euclidean length, safe from overflow. */
export function lengthOf(values: readonly number[]): number {
  const largest = largestOf(values);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}

/** Largest absolute value, of any number of values: arguments of `Math.max` run out of stack at some 100,000. */
export function largestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Mean in two passes: the second takes off what the first rounded away. */
export function meanOf(values: readonly number[]): number {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}
