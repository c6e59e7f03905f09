import { requireLevel } from "../critical-value.ts";
import { type DifferenceTest, testedDifference } from "./difference-test.ts";
import type { ProportionCounts } from "./proportion-counts.ts";
import { checkedSuccesses } from "../intervals/proportion-interval.ts";
import { uncheckedWilsonInterval } from "../intervals/wilson-interval.ts";

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
  requireLevel("proportionDifference", confidenceLevel);
  const [first, second] = [a, b].map(({ successes, trials }) => ({
    successes: checkedSuccesses("proportionDifference", successes, trials),
    trials,
  })) as [ProportionCounts, ProportionCounts];
  return uncheckedProportionDifference(first, second, confidenceLevel);
}

/**
 * {@link proportionDifference} for callers that have checked what they pass: a bundle then carries no second check.
 *
 * @param a successes and trials of the first sample, 0 ≤ successes ≤ trials, trials > 0
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns numbers without a meaning where the arguments are not as said
 * @source As {@link proportionDifference}
 * @example uncheckedProportionDifference({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }, 0.95).interval.low.toFixed(4) // => "0.0524"
 */
export function uncheckedProportionDifference(
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel: number,
): DifferenceTest {
  const first = shareOf(a, confidenceLevel);
  const second = shareOf(b, confidenceLevel);
  const difference = first.share - second.share;
  const interval = {
    low: difference - Math.hypot(first.share - first.low, second.high - second.share),
    high: difference + Math.hypot(first.high - first.share, second.share - second.low),
  };
  const trials = a.trials + b.trials;
  const successes = a.successes + b.successes;
  const pooled = (successes / trials) * ((trials - successes) / trials);
  const pooledError = Math.sqrt(pooled * (1 / a.trials + 1 / b.trials));
  return testedDifference(
    difference,
    interval,
    Math.sqrt(first.variance + second.variance),
    pooledError > 0 ? difference / pooledError : 0,
    "newcombe",
    "pooled-z",
  );
}

function shareOf({ successes, trials }: ProportionCounts, confidenceLevel: number) {
  const share = successes / trials;
  return {
    share,
    variance: (share * ((trials - successes) / trials)) / trials,
    ...uncheckedWilsonInterval(successes, trials, confidenceLevel),
  };
}
