import { requireDomain } from "../domain.ts";

/** Weighted responses on a discrete scale, by scale point: everything a mean and its standard error need. */
export interface PointSums {
  /** Score of each scale point, finite: the point itself, or −1, 0, 1 for a net share, or 0, 1 for a top-box share. */
  readonly points: readonly number[];
  /** Number of responses at each point, ≥ 0. */
  readonly counts: readonly number[];
  /** Sum of their weights; left out: every weight is 1. */
  readonly weightSums?: readonly number[];
  /** Sum of their squared weights; left out: every weight is 1. */
  readonly weightSquareSums?: readonly number[];
}

/** Mean of a weighted sample with what its uncertainty rests on. `null` where n is too small to say. */
export interface PointSummary {
  /** Base size: number of responses. */
  readonly n: number;
  /** Weighted mean score; null when the weights sum to 0. */
  readonly mean: number | null;
  /** Variance of the scores in the population, estimated with n/(n − 1); null below two responses. */
  readonly variance: number | null;
  /** Linearised standard error of the mean; null below two responses. */
  readonly standardError: number | null;
  /** Kish's effective base, (Σw)² / Σw²; n when all weights are equal, 0 without responses. */
  readonly effectiveN: number;
  /** Variance of the mean relative to equal weights, `standardError² / (variance / n)`; null without variation. */
  readonly designEffect: number | null;
}

/**
 * Base, mean, variance, linearised standard error and effective base of weighted responses that were counted
 * by scale point. Gives the same numbers as {@link weightedMean} and {@link linearizedStandardError} over the single
 * responses, from a vector that merges by addition.
 *
 * **Base**: the responses counted; item nonresponse must not be among them. Multiplying all weights by
 * a constant changes nothing.
 *
 * @param sums scale points with counts and, for weighted samples, sums of weights and of squared weights
 * @throws {RangeError} when lengths differ, a point is not finite, a sum is negative or not finite, or only one of the
 *   two weight sums is given, or they contradict the counts, or leave the range of doubles: weights of 1e-150 to 1e150 are safe
 * @source Woodruff (1971), JASA 66(334) 411–414; Kish (1965), Survey Sampling, Wiley, 11.7
 * @example weightedPointSummary({ points: [-1, 0, 1], counts: [3, 3, 4] }).standardError?.toFixed(4) // => "0.2769"
 */
export function weightedPointSummary(sums: PointSums): PointSummary {
  const { points, counts, weightSums = counts, weightSquareSums = counts } = sums;
  requireDomain(
    (sums.weightSums === undefined) === (sums.weightSquareSums === undefined),
    "weightedPointSummary requires weightSums and weightSquareSums together",
    sums.weightSums === undefined ? "weightSquareSums alone" : "weightSums alone",
  );
  requireSums("counts", counts, points);
  requireSums("weightSums", weightSums, points);
  requireSums("weightSquareSums", weightSquareSums, points);
  const n = sum(counts);
  const total = sum(weightSums);
  const squareTotal = sum(weightSquareSums);
  if (n === 0 || total === 0) {
    return { n, mean: null, variance: null, standardError: null, effectiveN: 0, designEffect: null };
  }
  requireDomain(
    total < Infinity && squareTotal < Infinity,
    "weightedPointSummary requires weights whose sums are finite",
    `Σw = ${total}, Σw² = ${squareTotal}`,
  );
  requireDomain(
    squareTotal >= smallestSquares || total > n * 1e-150,
    `weightedPointSummary requires Σw² ≥ ${smallestSquares} (give weights another unit: smaller squares are rounded away)`,
    squareTotal,
  );
  requireDomain(
    total / n <= (squareTotal / total) * (1 + 1e-9),
    "weightedPointSummary requires (Σw)² ≤ n · Σw²",
    `Σw = ${total}, Σw² = ${squareTotal}, n = ${n}`,
  );
  // Relative to the whole, so that products of huge or tiny weights stay in range.
  const shares = weightSums.map((weight) => weight / total);
  const squareShares = weightSquareSums.map((square) => square / total / total);
  const rough = dot(points, shares);
  // A second pass over the deviations takes out the rounding of the first.
  const mean =
    rough +
    dot(
      points.map((point) => point - rough),
      shares,
    );
  const effectiveN = Math.min(n, 1 / sum(squareShares));
  if (n <= 1) return { n, mean, variance: null, standardError: null, effectiveN, designEffect: null };
  const squares = points.map((point) => (point - mean) ** 2);
  const correction = n / (n - 1);
  const variance = correction * dot(squares, shares);
  const meanVariance = correction * dot(squares, squareShares);
  return {
    n,
    mean,
    variance,
    standardError: Math.sqrt(meanVariance),
    effectiveN,
    designEffect: variance > 0 ? (meanVariance * n) / variance : null,
  };
}

/** Below it, what squares of the smallest weights lose to the end of the range of doubles begins to count. */
const smallestSquares = 1e-306;

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function dot(left: readonly number[], right: readonly number[]): number {
  return sum(left.map((value, index) => value * (right[index] as number)));
}

function requireSums(name: string, sums: readonly number[], points: readonly number[]): void {
  requireDomain(
    sums.length === points.length,
    `weightedPointSummary requires one of ${name} for each point`,
    `${sums.length} for ${points.length} points`,
  );
  sums.forEach((value, index) => {
    requireDomain(
      value >= 0 && value < Infinity,
      `weightedPointSummary requires finite ${name} ≥ 0`,
      `${value} at ${index}`,
    );
    requireDomain(
      Number.isFinite(points[index]) && Math.abs(points[index] as number) < 1e150,
      "weightedPointSummary requires finite points (below 1e150)",
      `${points[index]} at ${index}`,
    );
  });
}
