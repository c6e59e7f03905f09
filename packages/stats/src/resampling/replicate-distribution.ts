import { normalQuantile } from "../distributions/normal-quantile.ts";
import { requireDomain } from "../domain.ts";
import { numberGiven, probabilityGiven } from "../method-arguments.ts";
import { normalScaleQuantile, type ReplicateQuantile } from "./replicate-quantile.ts";
import type { SamplingDistribution } from "./sampling-distribution.ts";

/** What is known of the estimate that was bootstrapped. */
export interface ReplicateOptions {
  /** Efron's a, such as {@link jackknife} gives; only {@link bcaInterval} asks for it. */
  readonly acceleration?: number;
  /** Efron's z₀, where it should not come from the ranks with ties halved; see {@link strictBiasCorrection}. */
  readonly biasCorrection?: number;
  /** How to read between two replicates: {@link normalScaleQuantile} (the default) or {@link linearQuantile}. */
  readonly quantile?: ReplicateQuantile;
}

/**
 * The sampling distribution that replicates of a statistic show: what {@link percentileInterval}, {@link basicInterval},
 * {@link bcaInterval} and {@link normalBootstrapInterval} are made from, when the statistic has no exact distribution.
 *
 * A 95 % interval wants 1,000 replicates or more, 2,000 for BCa. For a mean of scores {@link latticeDistribution} is
 * exact instead. Assumes that the replicates were drawn as the sample was.
 *
 * @param observed the statistic of the sample itself
 * @param replicates the statistic of each resample, at least two, in any order; {@link bootstrapReplicates} makes them
 * @param options acceleration, bias correction and quantile rule
 * @returns functions on the scale of the statistic; `standardDeviation` has the divisor R − 1
 * @throws {RangeError} when there are fewer than two replicates or one is not finite
 * @source Davison and Hinkley (1997), Bootstrap Methods and their Application, 2.2
 * @example
 * import { bootstrapReplicates, percentileInterval } from "@cxkit/stats/resampling";
 *
 * const { observed, replicates } = bootstrapReplicates([3, 3, 4], ([low = 0, , high = 0]) => high / (low + high));
 * percentileInterval(replicateDistribution(observed, replicates)).low.toFixed(3); // => "0.200"
 */
export function replicateDistribution(
  observed: number,
  replicates: ArrayLike<number>,
  options: ReplicateOptions = {},
): SamplingDistribution {
  const { acceleration, biasCorrection, quantile = normalScaleQuantile } = options;
  const count = replicates.length;
  requireDomain(count >= 2, "replicateDistribution requires at least two replicates", count);
  requireDomain(
    Number.isFinite(observed),
    "replicateDistribution requires a finite observed value",
    observed,
  );
  const sorted = Array.from(Float64Array.from(replicates).toSorted());
  const wrong = sorted.find((value) => !Number.isFinite(value));
  requireDomain(wrong === undefined, "replicateDistribution requires finite replicates", wrong);
  const mean = meanOf(sorted);
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const below = (x: number): number => position(sorted, (value) => value < x);
  const upTo = (x: number): number => position(sorted, (value) => value <= x);
  return {
    observed,
    mean,
    standardDeviation: Math.sqrt(squares / (count - 1)),
    acceleration,
    ...(biasCorrection !== undefined && { biasCorrection }),
    cdf: (x) => upTo(numberGiven("replicateDistribution(…).cdf", x)) / count,
    survival: (x) => (count - upTo(numberGiven("replicateDistribution(…).survival", x))) / count,
    midRank: (x) => (below(numberGiven("replicateDistribution(…).midRank", x)) + upTo(x)) / 2 / count,
    quantile: (p) => quantile(sorted, probabilityGiven("replicateDistribution(…).quantile", p)),
    // Mirrored, so that negating the statistic negates its interval.
    upperQuantile: (q) =>
      -quantile(mirrored(sorted), probabilityGiven("replicateDistribution(…).upperQuantile", q)),
  };
}

/**
 * Bias correction z₀ from the share of replicates strictly below the estimate, as R's `boot.ci` takes it. Where many
 * replicates equal the estimate, as with ratings, it sees a bias that is none: {@link bcaInterval} halves ties instead.
 *
 * @param observed the statistic of the sample
 * @param replicates the statistic of each resample
 * @throws {RangeError} when no replicate, or every one, lies below the estimate, or a number is not finite
 * @source Efron (1987), Better bootstrap confidence intervals, JASA 82(397) 171–185
 * @example strictBiasCorrection(2, [1, 2, 3, 4]).toFixed(4) // => "-0.6745"
 */
export function strictBiasCorrection(observed: number, replicates: ArrayLike<number>): number {
  const wrong = [observed, ...Array.from(replicates)].find((value) => !Number.isFinite(value));
  requireDomain(wrong === undefined, "strictBiasCorrection requires finite numbers", wrong);
  const share = Array.from(replicates).filter((value) => value < observed).length / replicates.length;
  requireDomain(
    share > 0 && share < 1,
    "strictBiasCorrection requires some replicates below the estimate and some not",
    `a share of ${share} below ${observed}`,
  );
  return normalQuantile(share);
}

function mirrored(sorted: readonly number[]): number[] {
  return sorted.map((value) => -value).toReversed();
}

/** In two passes, so that equal values have exactly their value as mean. */
function meanOf(values: readonly number[]): number {
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}

/** How many of the sorted values come first that fulfil a condition. */
function position(sorted: readonly number[], holds: (value: number) => boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(sorted[middle] as number)) from = middle + 1;
    else to = middle;
  }
  return from;
}
