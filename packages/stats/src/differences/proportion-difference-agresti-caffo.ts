import { normalCriticalValue } from "../critical-value.ts";
import { type DifferenceTest, twoSidedNormalPValue } from "./difference-test.ts";
import type { ProportionCounts } from "./proportion-counts.ts";
import { proportionMoments } from "./proportion-moments.ts";

/**
 * Difference between two independent proportions, A minus B, by Wald's formula after adding one success and one failure to
 * each sample (Agresti and Caffo). Simple, and its interval and test agree, which those of {@link proportionDifference} need
 * not.
 *
 * @param a successes and trials of the first sample, 0 ≤ successes ≤ trials, trials > 0
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −1…1 scale, not clipped; `standardError` and `statistic` are those of the adjusted
 *   samples, so that the interval excludes 0 exactly when `pValue < 1 − confidenceLevel`
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Agresti and Caffo (2000), Simple and effective confidence intervals for proportions and differences of proportions
 *   result from adding two successes and two failures, The American Statistician 54(4) 280–288
 * @example proportionDifferenceAgrestiCaffo({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).interval.low.toFixed(4) // => "0.0525"
 */
export function proportionDifferenceAgrestiCaffo(
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel = 0.95,
): DifferenceTest {
  const name = "proportionDifferenceAgrestiCaffo";
  const z = normalCriticalValue(name, confidenceLevel);
  const difference = proportionMoments(name, a).share - proportionMoments(name, b).share;
  const first = proportionMoments(name, a, 1);
  const second = proportionMoments(name, b, 1);
  const center = first.share - second.share;
  const standardError = Math.sqrt(first.variance + second.variance);
  const statistic = standardError > 0 ? center / standardError : Math.sign(center) * Number.MAX_VALUE;
  return {
    difference,
    interval: { low: center - z * standardError, high: center + z * standardError },
    standardError,
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method: "agresti-caffo",
    test: "agresti-caffo-z",
  };
}
