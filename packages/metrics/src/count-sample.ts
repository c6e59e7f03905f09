import type { ScaleTally } from "@cxkit/core";
import type { MeanSummary } from "@cxkit/stats";

/** A tally seen as a sample of scores: one score per scale point, in the unit of the metric. */
export interface ScoreSample {
  /** Base size: number of answers. */
  readonly n: number;
  /** Kish's effective base, (Σw)² / Σw²; never above n, 0 without answers. */
  readonly effectiveN: number;
  /** Mean score; `null` when the weights sum to 0. */
  readonly mean: number | null;
  /** Variance of the scores in the population, estimated with n/(n − 1); `null` below two answers. */
  readonly variance: number | null;
  /** Linearised standard error of the mean; `null` below two answers. */
  readonly standardError: number | null;
  readonly scores: readonly number[];
  /** Weight of the answers at each scale point; their number where they are unweighted. */
  readonly weights: readonly number[];
  /** Sum of the weights. */
  readonly total: number;
  /** Lowest and highest score that the scale allows. */
  readonly min: number;
  readonly max: number;
}

/**
 * An unweighted tally as a sample of scores: what functions over plain answers go on with, in less code than
 * `scoreSample`, which takes its numbers from here where there are no weights.
 *
 * @throws {RangeError} when a count is negative or not finite, their number is not that of the scores, or the tally carries weights
 */
export function countSample(
  caller: string,
  { counts, weights }: Pick<ScaleTally, "counts" | "weights">,
  scores: readonly number[],
): ScoreSample {
  const over = (of: (score: number) => number): number =>
    counts.reduce((sum, count, point) => sum + count * of(scores[point]!), 0);
  const n = over(() => 1);
  if (weights || counts.length !== scores.length || !(n < Infinity && counts.every((count) => count >= 0))) {
    throw new RangeError(
      `${caller} requires unweighted counts ≥ 0, one per point, got ${weights ? "weights" : counts.join()}`,
    );
  }
  // A second pass over the deviations takes out the rounding of the first.
  const rough = over((score) => score) / n;
  const mean = rough + over((score) => score - rough) / n;
  const variance = n > 1 ? ((n / (n - 1)) * over((score) => (score - mean) ** 2)) / n : null;
  return {
    n,
    effectiveN: n,
    mean: n ? mean : null,
    variance,
    standardError: variance === null ? null : Math.sqrt(variance / n),
    scores,
    weights: counts,
    total: n,
    min: Math.min(...scores),
    max: Math.max(...scores),
  };
}

/** What methods for means take of a sample that is not empty: a variance that cannot be estimated is not used. */
export function plainSummary(sample: ScoreSample): MeanSummary {
  return { ...(sample as MeanSummary), variance: sample.variance ?? 0 };
}
