import { normalCriticalValue } from "../critical-value.ts";
import { type DifferenceTest, twoSidedNormalPValue } from "./difference-test.ts";
import type { ProportionCounts } from "./proportion-counts.ts";
import { pooledStatistic, proportionMoments } from "./proportion-moments.ts";
import { wilsonLimits } from "../intervals/wilson-interval.ts";

/**
 * Difference between two independent proportions, A minus B, with Newcombe's hybrid score interval and the
 * pooled z test, whose square is Pearson's chi-squared without Yates' correction.
 *
 * Interval and test come from different formulas: close to the limit one may include 0 and the other reject.
 * Assumes that no respondent is in both samples.
 *
 * @param a successes and trials of the first sample, 0 ≤ successes ≤ trials, trials > 0
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −1…1 scale; `standardError` is the unpooled one; where every answer of
 *   both samples is the same, the statistic is 0 and the p-value 1
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Newcombe (1998), Interval estimation for the difference between independent proportions: comparison of
 *   eleven methods, Statistics in Medicine 17(8) 873–890, method 10
 * @example proportionDifference({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).interval.low.toFixed(4) // => "0.0524"
 */
export function proportionDifference(
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel = 0.95,
): DifferenceTest {
  const z = normalCriticalValue("proportionDifference", confidenceLevel);
  const first = score(a, z);
  const second = score(b, z);
  const difference = first.share - second.share;
  const statistic = pooledStatistic(first, second);
  return {
    difference,
    interval: {
      low: difference - Math.hypot(first.share - first.low, second.high - second.share),
      high: difference + Math.hypot(first.high - first.share, second.share - second.low),
    },
    standardError: Math.sqrt(first.variance + second.variance),
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method: "newcombe",
    test: "pooled z",
  };
}

function score(counts: ProportionCounts, z: number) {
  const moments = proportionMoments("proportionDifference", counts);
  return { ...moments, ...wilsonLimits(moments.share, moments.complement, moments.trials, z) };
}
