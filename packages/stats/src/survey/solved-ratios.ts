import { requireDomain } from "../domain.ts";
import type { BasisWithTotals } from "./regression-basis.ts";

/** A calibration problem over an orthonormal basis of its auxiliaries. */
export interface NewtonFit {
  readonly caller: string;
  readonly auxiliaries: readonly {
    readonly name: string;
    readonly values: ArrayLike<number>;
    readonly total: number;
  }[];
  readonly basis: BasisWithTotals;
  readonly from: Float64Array;
  /** New weight / weight of a row, at a value of its linear predictor. */
  readonly ratio: (predictor: number, row: number) => number;
  readonly slope: (predictor: number, row: number) => number;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/**
 * Weights that meet all totals, by Newton's method with halved steps where a whole one leads away.
 *
 * @throws {RangeError} when there are none
 */
export function solvedRatios(problem: NewtonFit): {
  readonly weights: Float64Array;
  readonly iterations: number;
} {
  const { basis, from, ratio, slope, maxIterations } = problem;
  const { columns, totals } = basis;
  let predictor = new Float64Array(from.length);
  let weights = from.map((weight, row) => weight * ratio(0, row));
  let gap = gaps(columns, totals, weights);
  let worst = largestError(problem, weights);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    if (worst.error <= problem.tolerance) return { weights, iterations: iteration - 1 };
    const sensitivity = from.map((weight, row) => weight * slope(predictor[row]!, row));
    const step = solvedSymmetric(
      columns.map((left) => columns.map((right) => tripleSum(left, right, sensitivity))),
      gap,
    );
    let moved = false;
    for (let share = 1; share > 1e-6 && !moved; share /= 2) {
      const next = predictor.map((value, row) =>
        columns.reduce((sum, column, j) => sum + share * step[j]! * column[row]!, value),
      );
      const nextWeights = from.map((weight, row) => weight * ratio(next[row]!, row));
      const nextGap = gaps(columns, totals, nextWeights);
      if (!(length(nextGap) < length(gap))) continue;
      moved = true;
      predictor = next;
      weights = nextWeights;
      gap = nextGap;
    }
    worst = largestError(problem, weights);
    if (!moved) break;
  }
  requireDomain(
    worst.error <= problem.tolerance,
    `${problem.caller} requires totals that weights within the bounds can meet to ${problem.tolerance}`,
    `${worst.name} off by ${(100 * worst.error).toPrecision(3)} %`,
  );
  return { weights, iterations: maxIterations };
}

function gaps(columns: readonly Float64Array[], totals: readonly number[], weights: Float64Array): number[] {
  return columns.map((column, j) => {
    let sum = 0;
    for (let row = 0; row < weights.length; row++) sum += weights[row]! * column[row]!;
    return totals[j]! - sum;
  });
}

function largestError(
  { auxiliaries, from }: NewtonFit,
  weights: Float64Array,
): { readonly error: number; readonly name: string } {
  let worst = { error: 0, name: "" };
  for (const { name, values, total } of auxiliaries) {
    let sum = 0;
    let size = 0;
    for (let row = 0; row < weights.length; row++) {
      sum += weights[row]! * values[row]!;
      size += from[row]! * Math.abs(values[row]!);
    }
    // A total of 0 has no relative error: that of what adds up to it.
    const error = Math.abs(sum - total) / (Math.abs(total) || size || 1);
    if (!(error <= worst.error)) worst = { error, name };
  }
  return worst;
}

function tripleSum(left: Float64Array, right: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < weights.length; row++) sum += weights[row]! * left[row]! * right[row]!;
  return sum;
}

function length(vector: readonly number[]): number {
  return Math.hypot(...vector);
}

/**
 * Solution of a symmetric positive semidefinite system by Cholesky's method; directions without any pull stay where they are.
 * The basis is orthonormal, so that the condition is no worse than the spread of the slopes.
 */
function solvedSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const lower = matrix.map((row) => [...row]);
  const solution = [...right];
  const largest = Math.max(...matrix.map((row, j) => row[j]!), 0);
  for (let j = 0; j < size; j++) {
    let pivot = lower[j]![j]!;
    for (let k = 0; k < j; k++) pivot -= lower[j]![k]! ** 2;
    const root = pivot > largest * 1e-14 ? Math.sqrt(pivot) : Infinity;
    lower[j]![j] = root;
    for (let i = j + 1; i < size; i++) {
      let entry = lower[i]![j]!;
      for (let k = 0; k < j; k++) entry -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = entry / root;
    }
    for (let k = 0; k < j; k++) solution[j]! -= lower[j]![k]! * solution[k]!;
    solution[j]! /= root;
  }
  for (let j = size - 1; j >= 0; j--) {
    for (let i = j + 1; i < size; i++) solution[j]! -= lower[i]![j]! * solution[i]!;
    solution[j]! /= lower[j]![j]!;
  }
  return solution;
}
