import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import { type DifferenceTest, twoSidedNormalPValue } from "./difference-test.ts";
import { crossing } from "../intervals/crossing.ts";
import type { ProportionCounts } from "./proportion-counts.ts";
import { pooledStatistic, type ProportionMoments, proportionMoments } from "./proportion-moments.ts";

/**
 * Difference between two independent proportions, A minus B, by the score method of Miettinen and Nurminen: the interval
 * holds the differences that its test would not reject, with the shares estimated anew under each. The one for small cells,
 * and where test and interval have to agree; {@link proportionDifference} is a closed form close to it.
 *
 * @param a successes and trials of the first sample, 0 ≤ successes ≤ trials, trials > 0
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1; more than one trial in both samples
 * @returns difference and interval on the −1…1 scale; the interval excludes 0 exactly when `pValue < 1 − confidenceLevel`;
 *   `standardError` is the unpooled one and plays no part in either
 * @throws {RangeError} unless 0 ≤ successes ≤ trials, trials > 0 and more than 1 in both together, or when the level is not
 *   strictly between 0 and 1
 * @source Miettinen and Nurminen (1985), Comparative analysis of two rates, Statistics in Medicine 4(2) 213–226
 * @example proportionDifferenceMiettinenNurminen({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).interval.low.toFixed(4) // => "0.0528"
 */
export function proportionDifferenceMiettinenNurminen(
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel = 0.95,
): DifferenceTest {
  const name = "proportionDifferenceMiettinenNurminen";
  const trials = a.trials + b.trials;
  requireDomain(!(trials <= 1), `${name} requires more than 1 trial in both samples`, trials);
  return scoreDifference(name, "miettinen-nurminen", a, b, confidenceLevel, Math.sqrt((trials - 1) / trials));
}

/**
 * Difference between two independent proportions, A minus B, by the score method of Mee: that of Miettinen and Nurminen
 * ({@link proportionDifferenceMiettinenNurminen}) without their factor N/(N − 1). Its test is the pooled z test, which is
 * Pearson's chi-squared, so that interval and that test always agree.
 *
 * @param a successes and trials of the first sample, 0 ≤ successes ≤ trials, trials > 0
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −1…1 scale; the interval excludes 0 exactly when `pValue < 1 − confidenceLevel`;
 *   `standardError` is the unpooled one and plays no part in either
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Mee (1984), Confidence bounds for the difference between two probabilities, Biometrics 40(4) 1175–1176
 * @example proportionDifferenceMee({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).interval.low.toFixed(4) // => "0.0533"
 */
export function proportionDifferenceMee(
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel = 0.95,
): DifferenceTest {
  return scoreDifference("proportionDifferenceMee", "mee", a, b, confidenceLevel, 1);
}

function scoreDifference(
  name: string,
  method: string,
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel: number,
  shrinkage: number,
): DifferenceTest {
  const z = normalCriticalValue(name, confidenceLevel) / shrinkage;
  const first = proportionMoments(name, a);
  const second = proportionMoments(name, b);
  const statistic = shrinkage * pooledStatistic(first, second);
  return {
    difference: first.share - second.share,
    // Negating both sides makes the upper limit a lower one, so that swapped samples have mirrored limits.
    interval: { low: lowerLimit(first, second, z), high: -lowerLimit(second, first, z) },
    standardError: Math.sqrt(first.variance + second.variance),
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method,
    test: "score",
  };
}

function lowerLimit(a: ProportionMoments, b: ProportionMoments, z: number): number {
  const observed = a.share - b.share;
  // At the observed difference itself, which a degenerate sample leaves without error, nothing is rejected.
  const excess = (value: number): number =>
    value === observed ? -1 : observed - value - z * restrictedError(a, b, value);
  if (excess(-1) <= 0) return -1;
  return Math.min(observed, crossing(excess, -1, observed));
}

/** Standard error of the difference if the true one were `value`, by the restricted maximum likelihood. */
export function restrictedError(a: ProportionMoments, b: ProportionMoments, value: number): number {
  const least = Math.max(0, -value);
  const most = Math.min(1, 1 - value);
  // The slope of the log-likelihood over B's share, which only falls.
  const slope = (share: number): number =>
    part(a.successes, share + value) -
    part(a.failures, 1 - share - value) +
    part(b.successes, share) -
    part(b.failures, 1 - share);
  const shareB = slope(least) <= 0 ? least : slope(most) >= 0 ? most : crossing(slope, least, most);
  const shareA = Math.min(1, Math.max(0, shareB + value));
  return Math.sqrt((shareA * (1 - shareA)) / a.trials + (shareB * (1 - shareB)) / b.trials);
}

/** Responses over the share they are expected to be, infinite where they cannot be. */
function part(responses: number, share: number): number {
  return responses === 0 ? 0 : responses / Math.max(0, share);
}
