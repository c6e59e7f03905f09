import { normalCriticalValue } from "../critical-value.ts";
import { type DifferenceTest, twoSidedNormalPValue } from "./difference-test.ts";
import type { ProportionCounts } from "./proportion-counts.ts";
import { proportionMoments } from "./proportion-moments.ts";

/**
 * Difference between two independent proportions, A minus B, by the plain large-sample formula with unpooled variance. For
 * comparison only: it covers too little on small samples and close to 0 and 1, and has no width where neither sample
 * varies. Use {@link proportionDifference}.
 *
 * @param a successes and trials of the first sample, 0 ≤ successes ≤ trials, trials > 0
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −1…1 scale, not clipped; where neither sample varies, an interval without width and a
 *   statistic of 0, or ±`Number.MAX_VALUE` in place of infinity
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Newcombe (1998), Interval estimation for the difference between independent proportions: comparison of eleven
 *   methods, Statistics in Medicine 17(8) 873–890, method 1
 * @example proportionDifferenceWald({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).interval.low.toFixed(4) // => "0.0575"
 */
export function proportionDifferenceWald(
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel = 0.95,
): DifferenceTest {
  const name = "proportionDifferenceWald";
  const z = normalCriticalValue(name, confidenceLevel);
  const first = proportionMoments(name, a);
  const second = proportionMoments(name, b);
  const difference = first.share - second.share;
  const standardError = Math.sqrt(first.variance + second.variance);
  const statistic = standardError > 0 ? difference / standardError : Math.sign(difference) * Number.MAX_VALUE;
  return {
    difference,
    interval: { low: difference - z * standardError, high: difference + z * standardError },
    standardError,
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method: "wald",
    test: "wald-z",
  };
}
