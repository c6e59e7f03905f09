import type { ScaleTally } from "@cxkit/core";

/** A tally seen as a sample of scores: one score per scale point, in the unit of the metric. */
export interface ScoreSample {
  /** Base size: number of answers. */
  readonly n: number;
  /** Kish's effective base, (Σw)² / Σw²; never above n, 0 without answers. */
  readonly effectiveN: number;
  /** Mean score; `null` when the weights sum to 0. */
  readonly mean: number | null;
  /** Variance of the scores in the population, estimated with n/(n − 1); `null` or 0 below two answers. */
  readonly variance: number | null;
  /** Linearised standard error of the mean; `null` or NaN below two answers. */
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

/** A sample of which what is not known is NaN. */
export interface KnownSample extends ScoreSample {
  readonly mean: number;
  readonly standardError: number;
}

/** A sample of unweighted answers. */
export interface CountSample extends KnownSample {
  /** Sum over all answers of something of their scores; of a condition, how many fulfil it. */
  readonly over: (of: (score: number) => number | boolean) => number;
  /** 0 below two answers: methods for means do not use it there. */
  readonly variance: number;
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
): CountSample {
  const over = (of: (score: number) => number | boolean): number =>
    counts.reduce((sum, count, point) => sum + count * (of(scores[point]!) as number), 0);
  const n = over(() => 1);
  if (weights || counts.length !== scores.length || !(n < Infinity) || counts.some((count) => count < 0)) {
    throw new RangeError(
      `${caller} requires unweighted counts ≥ 0, one per point, got ${weights ? "weights" : String(counts)}`,
    );
  }
  // A second pass over the deviations takes out the rounding of the first.
  const rough = over((score) => score) / n;
  const mean = rough + over((score) => score - rough) / n;
  const variance = ((n / (n - 1)) * over((score) => (score - mean) ** 2)) / n;
  return {
    n,
    effectiveN: n,
    mean,
    variance: variance > 0 ? variance : 0,
    standardError: Math.sqrt(variance / n),
    scores,
    over,
    weights: counts,
    total: n,
    min: Math.min(...scores),
    max: Math.max(...scores),
  };
}
