import { studentTCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { countPairs } from "./mann-whitney.ts";
import { type Sample, jointTable } from "./sample.ts";
import { alternativeOf, studentTPValue } from "./tail-probability.ts";
import type { IntervalTestOptions, TestResult } from "./test-result.ts";

/** A test of the chance that one sample beats the other. */
export interface BrunnerMunzelResult extends TestResult {
  readonly degreesOfFreedom: number;
  /** Chance that one of the first sample beats one of the second, ties by half. */
  readonly auc: number;
  /** Two-sided t interval of `auc`, cut to 0…1. */
  readonly interval: Interval;
}

/**
 * Brunner–Munzel test: do answers of the first sample tend to be higher, when the two may also differ in spread and shape?
 * Unlike {@link mannWhitney} it does not assume that the samples would otherwise be alike, and its interval is about the
 * same quantity as the test.
 *
 * Assumes 10 or more answers in each.
 *
 * @param a first sample, at least two values
 * @param b second sample, at least two values, not all on one side of the first
 * @param options alternative "greater": the first tends to be higher
 * @returns positive statistics where the first is higher, which is the opposite of R's and SciPy's sign; where all answers
 *   are equal, statistic 0, p-value 1 and the interval 0…1
 * @throws {RangeError} when a sample has fewer than two values, or every answer of one is above every answer of the other:
 *   nothing then tells the variance, and {@link mannWhitneyExact} applies; or when the level is not strictly between 0 and 1
 * @source Brunner and Munzel (2000), The nonparametric Behrens–Fisher problem: asymptotic theory and a small-sample
 *   approximation, Biometrical Journal 42(1) 17–25
 * @example brunnerMunzel([5, 4, 7, 7, 6], [2, 5, 4, 3, 3]).pValue.toFixed(4) // => "0.0009"
 */
export function brunnerMunzel(a: Sample, b: Sample, options: IntervalTestOptions = {}): BrunnerMunzelResult {
  const caller = "brunnerMunzel";
  const alternative = alternativeOf(caller, options);
  const joint = jointTable(caller, [a, b]);
  const [n1, n2] = joint.sizes as [number, number];
  const [first, second] = joint.counts as [readonly number[], readonly number[]];
  requireDomain(n1 > 1 && n2 > 1, `${caller} requires at least 2 values in each sample`, `${n1} and ${n2}`);
  const { auc } = countPairs(joint);
  const test = "brunner-munzel";
  const confidenceLevel = options.confidenceLevel ?? 0.95;
  if (joint.points.length === 1) {
    studentTCriticalValue(caller, confidenceLevel, 1);
    const degreesOfFreedom = n1 + n2 - 2;
    return {
      test,
      alternative,
      statistic: 0,
      degreesOfFreedom,
      pValue: 1,
      auc,
      interval: { low: 0, high: 1 },
    };
  }
  requireDomain(auc > 0 && auc < 1, `${caller} requires samples that overlap`, `auc ${auc}`);
  const one = placementVariance(first, second, n2, auc) / (n1 - 1);
  const other = placementVariance(second, first, n1, 1 - auc) / (n2 - 1);
  // Variances of auc: each sample's placements in the other, per answer.
  const variance = one / n1 + other / n2;
  const degreesOfFreedom =
    1 / ((one / n1 / variance) ** 2 / (n1 - 1) + (other / n2 / variance) ** 2 / (n2 - 1));
  const standardError = Math.sqrt(variance);
  const statistic = (auc - 0.5) / standardError;
  const margin = studentTCriticalValue(caller, confidenceLevel, degreesOfFreedom) * standardError;
  return {
    test,
    alternative,
    statistic,
    degreesOfFreedom,
    pValue: studentTPValue(statistic, degreesOfFreedom, alternative),
    auc,
    interval: { low: Math.max(0, auc - margin), high: Math.min(1, auc + margin) },
  };
}

/** Squared deviations of the share of the other sample that each answer beats. */
function placementVariance(
  own: readonly number[],
  other: readonly number[],
  otherSize: number,
  mean: number,
): number {
  let below = 0;
  let squares = 0;
  own.forEach((count, index) => {
    const theirs = other[index] as number;
    squares += count * ((below + theirs / 2) / otherSize - mean) ** 2;
    below += theirs;
  });
  return squares;
}
