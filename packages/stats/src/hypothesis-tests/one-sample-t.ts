import { studentTCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { type Pairs, pairDifferences } from "./pairs.ts";
import { type Moments, type Sample, momentsOf } from "./sample.ts";
import { alternativeOf, finiteRatio, studentTPValue } from "./tail-probability.ts";
import type { IntervalTestOptions, TestResult } from "./test-result.ts";

/** A t test with the mean, or difference of means, that it is about. */
export interface MeanTestResult extends TestResult {
  readonly degreesOfFreedom: number;
  /** Mean of the sample, mean change, or difference of the means, first minus second. */
  readonly estimate: number;
  readonly standardError: number;
  /** Two-sided t interval of the estimate. */
  readonly interval: Interval;
}

/**
 * One-sample t test: does the mean differ from a target?
 *
 * Assumes independent values whose mean is close to normal: the interval of a rating near the end of its scale is better
 * made by `boundedScoreInterval`.
 *
 * @param sample at least two values that are not all equal
 * @param target mean under the null hypothesis
 * @param options alternative "greater": the mean is above the target
 * @throws {RangeError} when the values are all equal, fewer than two or not finite, or the level is not strictly between 0 and 1
 * @source Student (1908), The probable error of a mean, Biometrika 6(1) 1–25
 * @example oneSampleT([4, 5, 3, 5, 4, 5], 4).pValue.toFixed(4) // => "0.3632"
 */
export function oneSampleT(
  sample: Sample,
  target: number,
  options: IntervalTestOptions = {},
): MeanTestResult {
  requireDomain(Number.isFinite(target), "oneSampleT requires a finite target", target);
  return oneSample("oneSampleT", "one-sample-t", momentsOf("oneSampleT", sample), target, options);
}

/**
 * Paired t test: did the same people's answers change on average? The one-sample test of the differences.
 *
 * Assumes independent people. The estimate is first minus second, so that the test is positive where the first answers are
 * higher.
 *
 * @param pairs two answers of each person, or their counts over the two scales
 * @param options alternative "greater": the first answers are higher
 * @throws {RangeError} when all differences are equal, there are fewer than two pairs or a value is not finite, or the level
 *   is not strictly between 0 and 1
 * @source Student (1908), The probable error of a mean, Biometrika 6(1) 1–25
 * @example pairedT({ first: [7, 5, 6, 8, 9], second: [6, 5, 5, 9, 7] }).pValue.toFixed(4) // => "0.3046"
 */
export function pairedT(pairs: Pairs, options: IntervalTestOptions = {}): MeanTestResult {
  const differences = pairDifferences("pairedT", pairs);
  return oneSample("pairedT", "paired-t", momentsOf("pairedT", differences), 0, options);
}

function oneSample(
  caller: string,
  test: string,
  { n, mean, variance }: Moments,
  target: number,
  options: IntervalTestOptions,
): MeanTestResult {
  const alternative = alternativeOf(caller, options);
  requireDomain(
    n > 1 && variance > 0,
    `${caller} requires at least 2 values that differ`,
    `${n} without spread`,
  );
  const degreesOfFreedom = n - 1;
  const t = studentTCriticalValue(caller, options.confidenceLevel ?? 0.95, degreesOfFreedom);
  const standardError = Math.sqrt(variance / n);
  const margin = Math.min(t * standardError, Number.MAX_VALUE);
  const statistic = finiteRatio(mean - target, standardError);
  return {
    test,
    alternative,
    statistic,
    degreesOfFreedom,
    pValue: studentTPValue(statistic, degreesOfFreedom, alternative),
    estimate: mean,
    standardError,
    interval: { low: mean - margin, high: mean + margin },
  };
}
