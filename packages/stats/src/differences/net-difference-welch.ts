import type { DifferenceTest } from "./difference-test.ts";
import { welchDifference } from "./mean-difference.ts";
import type { MeanSummary } from "../intervals/mean-interval.ts";
import { type NetCounts, netMoments } from "../intervals/net-interval.ts";

/**
 * Difference between two net shares by Welch's t test on responses scored 1, 0 and −1, as a spreadsheet would do it.
 * For comparison: at ten responses a sample its interval covers as little as 79 %. Use {@link netDifference}.
 *
 * @param a responses of the first sample by class
 * @param b responses of the second sample by class
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −2…2 scale; a sample of one response, and two without
 *   variation, get one evenly spread pseudo-response for the variance
 * @throws {RangeError} when a count is negative or not finite, a sample is empty, or the level is not strictly
 *   between 0 and 1
 * @source Welch (1947), Biometrika 34(1–2) 28–35
 * @example netDifferenceWelch({ favorable: 60, neutral: 25, unfavorable: 15 }, { favorable: 48, neutral: 30, unfavorable: 22 }).pValue.toFixed(4) // => "0.0834"
 */
export function netDifferenceWelch(a: NetCounts, b: NetCounts, confidenceLevel = 0.95): DifferenceTest {
  return welchDifference("netDifferenceWelch", scored(a), scored(b), confidenceLevel);
}

function scored(counts: NetCounts): MeanSummary {
  const { n, share, variance } = netMoments("netDifferenceWelch", counts);
  return { mean: share, variance: n > 1 ? (variance * n) / (n - 1) : 0, n, min: -1, max: 1 };
}
