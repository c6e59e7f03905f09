import { studentTCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { MeanTestResult } from "./one-sample-t.ts";
import { type Moments, type Sample, comparedMoments } from "./sample.ts";
import { alternativeOf, finiteRatio, studentTPValue } from "./tail-probability.ts";
import type { IntervalTestOptions } from "./test-result.ts";

/**
 * Welch's t test of the means of two independent samples, whose variances may differ: the default for two means.
 *
 * `meanDifference` is the same test from means and variances on a bounded scale, with a rule for samples that do not
 * vary. Degrees of freedom after Welch and Satterthwaite are fractional.
 *
 * @param a first sample, at least two values
 * @param b second sample, at least two values; one of the two varies
 * @param options alternative "greater": the first mean is higher
 * @returns `estimate` is the first mean minus the second
 * @throws {RangeError} when a sample has fewer than two values, neither varies, or the level is not strictly between 0 and 1
 * @source Welch (1947), The generalization of "Student's" problem when several different population variances are
 *   involved, Biometrika 34(1–2) 28–35
 * @example welchT([4, 5, 3, 5, 4], [3, 4, 2, 4, 3, 3]).pValue.toFixed(4) // => "0.0644"
 */
export function welchT(a: Sample, b: Sample, options: IntervalTestOptions = {}): MeanTestResult {
  const [first, second] = twoMoments("welchT", a, b);
  requireDomain(
    first.n > 1 && second.n > 1,
    "welchT requires at least 2 values in each sample",
    `${first.n} and ${second.n}`,
  );
  const one = first.variance / first.n;
  const other = second.variance / second.n;
  const variance = one + other;
  const degreesOfFreedom =
    1 / ((one / variance) ** 2 / (first.n - 1) + (other / variance) ** 2 / (second.n - 1));
  return twoSample("welchT", "welch-t", first.mean - second.mean, variance, degreesOfFreedom, options);
}

/**
 * Student's t test of the means of two independent samples with one variance for both. Only for comparison with figures
 * made that way: with unequal variances and sizes its level is wrong, and {@link welchT} loses next to nothing without.
 *
 * @param a first sample
 * @param b second sample; one of the two varies
 * @param options alternative "greater": the first mean is higher
 * @returns `estimate` is the first mean minus the second
 * @throws {RangeError} when the samples have fewer than three values together, neither varies, or the level is not
 *   strictly between 0 and 1
 * @source Student (1908), The probable error of a mean, Biometrika 6(1) 1–25; Fisher (1925), Applications of "Student's"
 *   distribution, Metron 5(3) 90–104
 * @example studentT([4, 5, 3, 5, 4], [3, 4, 2, 4, 3, 3]).pValue.toFixed(4) // => "0.0594"
 */
export function studentT(a: Sample, b: Sample, options: IntervalTestOptions = {}): MeanTestResult {
  const [first, second] = twoMoments("studentT", a, b);
  const degreesOfFreedom = first.n + second.n - 2;
  requireDomain(
    degreesOfFreedom > 0,
    "studentT requires at least 3 values in both samples together",
    first.n + second.n,
  );
  const pooled = (first.squares + second.squares) / degreesOfFreedom;
  const variance = pooled * (1 / first.n + 1 / second.n);
  return twoSample("studentT", "student-t", first.mean - second.mean, variance, degreesOfFreedom, options);
}

function twoMoments(caller: string, a: Sample, b: Sample): [Moments, Moments] {
  const { moments, origin } = comparedMoments(caller, [a, b]);
  const [first, second] = moments as [Moments, Moments];
  requireDomain(
    first.squares + second.squares > 0,
    `${caller} requires a sample that varies`,
    `${origin + first.mean} and ${origin + second.mean} throughout`,
  );
  return [first, second];
}

function twoSample(
  caller: string,
  test: string,
  estimate: number,
  variance: number,
  degreesOfFreedom: number,
  options: IntervalTestOptions,
): MeanTestResult {
  const alternative = alternativeOf(caller, options);
  const t = studentTCriticalValue(caller, options.confidenceLevel ?? 0.95, degreesOfFreedom);
  const standardError = Math.sqrt(variance);
  const margin = Math.min(t * standardError, Number.MAX_VALUE);
  const statistic = finiteRatio(estimate, standardError);
  return {
    test,
    alternative,
    statistic,
    degreesOfFreedom,
    pValue: studentTPValue(statistic, degreesOfFreedom, alternative),
    estimate,
    standardError,
    interval: { low: estimate - margin, high: estimate + margin },
  };
}
