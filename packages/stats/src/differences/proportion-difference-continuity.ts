import { normalCriticalValue } from "../critical-value.ts";
import { type DifferenceTest, twoSidedNormalPValue } from "./difference-test.ts";
import { wilsonContinuityLimits } from "../intervals/wilson-continuity-interval.ts";
import type { ProportionCounts } from "./proportion-counts.ts";
import { pooledStatistic, proportionMoments } from "./proportion-moments.ts";

/**
 * Difference between two independent proportions, A minus B, with continuity correction: Newcombe's interval from Wilson's
 * corrected limits, and the pooled z test with Yates' correction. For comparison with figures made that way; both are more
 * cautious than they say, {@link proportionDifference} is not.
 *
 * @param a successes and trials of the first sample, 0 ≤ successes ≤ trials, trials > 0
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −1…1 scale; `standardError` is the unpooled one; the statistic is 0 where the
 *   samples differ by less than the correction
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Newcombe (1998), Interval estimation for the difference between independent proportions: comparison of eleven
 *   methods, Statistics in Medicine 17(8) 873–890, method 11; Yates (1934), Supplement to the Journal of the Royal
 *   Statistical Society 1(2) 217–235
 * @example proportionDifferenceContinuity({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).interval.low.toFixed(4) // => "0.0428"
 */
export function proportionDifferenceContinuity(
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel = 0.95,
): DifferenceTest {
  const name = "proportionDifferenceContinuity";
  const z = normalCriticalValue(name, confidenceLevel);
  const first = proportionMoments(name, a);
  const second = proportionMoments(name, b);
  const one = wilsonContinuityLimits(first.successes, first.trials, z);
  const other = wilsonContinuityLimits(second.successes, second.trials, z);
  const difference = first.share - second.share;
  const correction = (1 / first.trials + 1 / second.trials) / 2;
  const excess = Math.sign(difference) * Math.max(0, Math.abs(difference) - correction);
  const statistic = pooledStatistic(first, second, excess);
  return {
    difference,
    interval: {
      low: Math.max(-1, difference - Math.hypot(first.share - one.low, other.high - second.share)),
      high: Math.min(1, difference + Math.hypot(one.high - first.share, second.share - other.low)),
    },
    standardError: Math.sqrt(first.variance + second.variance),
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method: "newcombe-continuity",
    test: "pooled-z-yates",
  };
}
