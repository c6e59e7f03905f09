import { requireLevel, uncheckedStudentTCriticalValue } from "../critical-value.ts";
import { type DifferenceTest, testedDifference } from "./difference-test.ts";
import {
  type MeanSummary,
  requireMeanSummary,
  type UnitMoments,
  uncheckedUnitMoments,
  withUniformPseudoResponse,
} from "../intervals/mean-interval.ts";

/**
 * Difference between the mean ratings of two independent samples, A minus B, by Welch's unequal-variances
 * t test, with its interval.
 *
 * The variance of a single response cannot be estimated, nor can the test be made where neither sample varies: one
 * pseudo-response spread evenly over the scale then stands in for it, instead of a p-value of 0.
 * Assumes independent ratings and that no respondent is in both samples.
 *
 * @param a mean, sample variance, base and scale of the first sample
 * @param b the same of the second, on the same scale
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval in scale points, not clipped; degrees of freedom after Welch and Satterthwaite
 * @throws {RangeError} when the scales differ, a mean is off the scale, a variance negative, n not above 0, or the
 *   level not strictly between 0 and 1
 * @source Welch (1947), The generalization of "Student's" problem when several different population variances are
 *   involved, Biometrika 34(1–2) 28–35
 * @example meanDifference({ mean: 4.2, variance: 0.8, n: 40, min: 1, max: 5 }, { mean: 3.7, variance: 1.1, n: 35, min: 1, max: 5 }).pValue.toFixed(4) // => "0.0309"
 */
export function meanDifference(a: MeanSummary, b: MeanSummary, confidenceLevel = 0.95): DifferenceTest {
  return welchDifference("meanDifference", a, b, confidenceLevel);
}

/** Welch's test under the name of the function that offers it. */
export function welchDifference(
  caller: string,
  a: MeanSummary,
  b: MeanSummary,
  confidenceLevel: number,
): DifferenceTest {
  if (a.min !== b.min || a.max !== b.max) {
    throw new RangeError(`${caller} requires one scale, got ${a.min}…${a.max} and ${b.min}…${b.max}`);
  }
  requireMeanSummary(caller, a);
  requireMeanSummary(caller, b);
  requireLevel(caller, confidenceLevel);
  return uncheckedMeanDifference(a, b, confidenceLevel);
}

/**
 * {@link meanDifference} for callers that have checked what they pass: a bundle then carries no second check.
 *
 * @param a mean on the scale, variance ≥ 0 and n above 0, all finite, of the first sample
 * @param b the same of the second, on the same scale
 * @param confidenceLevel strictly between 0 and 1
 * @returns numbers without a meaning where the arguments are not as said
 * @source As {@link meanDifference}
 * @example uncheckedMeanDifference({ mean: 4.2, variance: 0.8, n: 40, min: 1, max: 5 }, { mean: 3.7, variance: 1.1, n: 35, min: 1, max: 5 }, 0.95).pValue.toFixed(4) // => "0.0309"
 */
export function uncheckedMeanDifference(
  a: MeanSummary,
  b: MeanSummary,
  confidenceLevel: number,
): DifferenceTest {
  const samples = [a, b].map(uncheckedUnitMoments);
  const varies = samples.some(({ variance }) => variance);
  const [first, second] = samples.map((sample) =>
    varies && sample.n > 1 ? sample : withUniformPseudoResponse(sample),
  ) as [UnitMoments, UnitMoments];
  const unitVariance = first.variance / first.n + second.variance / second.n;
  const part = ({ variance, n }: UnitMoments): number => (variance / n / unitVariance) ** 2 / (n - 1);
  const degreesOfFreedom = 1 / (part(first) + part(second));
  const t = uncheckedStudentTCriticalValue(confidenceLevel, degreesOfFreedom);
  const error = Math.sqrt(unitVariance) * (a.max - a.min);
  const difference = a.mean - b.mean;
  const margin = Math.min(t * error, Number.MAX_VALUE);
  const interval = { low: difference - margin, high: difference + margin };
  return testedDifference(
    difference,
    interval,
    error,
    difference / error,
    "welch",
    "welch-t",
    degreesOfFreedom,
  );
}
