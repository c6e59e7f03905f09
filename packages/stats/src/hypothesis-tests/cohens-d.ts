import { requireLevel } from "../critical-value.ts";
import { noncentralTSurvival } from "../distributions/noncentral-t.ts";
import { logGamma } from "../distributions/log-gamma.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { crossing } from "../intervals/crossing.ts";
import type { EffectSizeResult, EffectSizeOptions } from "./effect-sizes.ts";
import { type Pairs, pairDifferences } from "./pairs.ts";
import { comparedMoments, type Moments, momentsOf, type Sample } from "./sample.ts";

/**
 * Cohen's d: difference of two means in pooled standard deviations, with the exact interval through the noncentral t
 * distribution. 0.2, 0.5 and 0.8 are called small, medium and large. Overstates the effect a little in small samples:
 * {@link hedgesG} takes that off.
 *
 * Assumes normal values with one variance, and the interval with them.
 *
 * @param a first sample
 * @param b second sample; one of the two varies, and together they have at least three values
 * @param options confidence level
 * @returns first minus second
 * @throws {RangeError} when the samples have fewer than three values together, neither varies, or the level is not strictly
 *   between 0 and 1
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd edition; Steiger and Fouladi (1997),
 *   Noncentrality interval estimation and the evaluation of statistical models, in What If There Were No Significance Tests?
 * @example cohensD([4, 5, 3, 5, 4], [3, 4, 2, 4, 3, 3]).estimate.toFixed(4) // => "1.3061"
 */
export function cohensD(a: Sample, b: Sample, options: EffectSizeOptions = {}): EffectSizeResult {
  return standardizedDifference("cohensD", a, b, options).effect;
}

/**
 * Hedges' g: Cohen's d without its bias in small samples, by the exact factor, and its interval with it. The default size of
 * a difference of means for comparing studies.
 *
 * @param a first sample
 * @param b second sample; one of the two varies, and together they have more than three values
 * @param options confidence level
 * @returns first minus second
 * @throws {RangeError} when the samples have no more than three values together, neither varies, or the level is not strictly
 *   between 0 and 1
 * @source Hedges (1981), Distribution theory for Glass's estimator of effect size and related estimators, Journal of
 *   Educational Statistics 6(2) 107–128
 * @example hedgesG([4, 5, 3, 5, 4], [3, 4, 2, 4, 3, 3]).estimate.toFixed(4) // => "1.1936"
 */
export function hedgesG(a: Sample, b: Sample, options: EffectSizeOptions = {}): EffectSizeResult {
  const { effect, degreesOfFreedom } = standardizedDifference("hedgesG", a, b, options);
  requireDomain(
    degreesOfFreedom > 1,
    "hedgesG requires more than 3 values in both samples together",
    degreesOfFreedom + 2,
  );
  const factor = biasFactor(degreesOfFreedom);
  const { low, high } = effect.interval;
  return { estimate: factor * effect.estimate, interval: { low: factor * low, high: factor * high } };
}

/**
 * Cohen's d of paired answers: the mean change in standard deviations of the changes, with the exact interval through the
 * noncentral t distribution. Also written d_z; not comparable with {@link cohensD} of two groups.
 *
 * @param pairs two answers of each person, or their counts over the two scales
 * @param options confidence level
 * @returns first minus second
 * @throws {RangeError} when all differences are equal, there are fewer than two pairs or a value is not finite, or the level
 *   is not strictly between 0 and 1
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd edition, section 2.3.5
 * @example cohensDPaired({ first: [7, 5, 6, 8, 9], second: [6, 5, 5, 9, 7] }).estimate.toFixed(4) // => "0.5262"
 */
export function cohensDPaired(pairs: Pairs, options: EffectSizeOptions = {}): EffectSizeResult {
  const caller = "cohensDPaired";
  const { n, mean, variance } = momentsOf(caller, pairDifferences(caller, pairs));
  requireDomain(
    n > 1 && variance > 0,
    `${caller} requires at least 2 differences that differ`,
    `${n} without spread`,
  );
  const estimate = mean / Math.sqrt(variance);
  return withInterval(caller, estimate, 1 / Math.sqrt(n), n - 1, options);
}

function standardizedDifference(
  caller: string,
  a: Sample,
  b: Sample,
  options: EffectSizeOptions,
): { readonly effect: EffectSizeResult; readonly degreesOfFreedom: number } {
  const { moments, origin } = comparedMoments(caller, [a, b]);
  const [first, second] = moments as [Moments, Moments];
  const degreesOfFreedom = first.n + second.n - 2;
  requireDomain(
    degreesOfFreedom > 0,
    `${caller} requires at least 3 values in both samples together`,
    first.n + second.n,
  );
  const squares = first.squares + second.squares;
  requireDomain(
    squares > 0,
    `${caller} requires a sample that varies`,
    `${origin + first.mean} and ${origin + second.mean} throughout`,
  );
  const estimate = (first.mean - second.mean) / Math.sqrt(squares / degreesOfFreedom);
  const scale = Math.sqrt(1 / first.n + 1 / second.n);
  return { effect: withInterval(caller, estimate, scale, degreesOfFreedom, options), degreesOfFreedom };
}

/** The effects under which a t statistic as far out as this one has half of what the level leaves in its tail. */
function withInterval(
  caller: string,
  estimate: number,
  scale: number,
  degreesOfFreedom: number,
  { confidenceLevel = 0.95 }: EffectSizeOptions,
): EffectSizeResult {
  requireLevel(caller, confidenceLevel);
  const t = estimate / scale;
  const high = -lowerNoncentrality(-t, degreesOfFreedom, confidenceLevel);
  const interval: Interval = {
    low: lowerNoncentrality(t, degreesOfFreedom, confidenceLevel) * scale,
    high: high * scale,
  };
  return { estimate, interval };
}

/** Noncentrality under which only half of what the level leaves lies above t. */
function lowerNoncentrality(t: number, degreesOfFreedom: number, confidenceLevel: number): number {
  const tail = (1 - confidenceLevel) / 2;
  const excess = (noncentrality: number): number =>
    noncentralTSurvival(t, degreesOfFreedom, noncentrality) - tail;
  let reach = 4;
  while (excess(t - reach) > 0) reach *= 2;
  let beyond = 1;
  while (excess(t + beyond) < 0) beyond *= 2;
  return crossing(excess, t - reach, t + beyond);
}

/** Γ(df/2) / (√(df/2) Γ((df − 1)/2)), below 1. */
function biasFactor(degreesOfFreedom: number): number {
  const x = (degreesOfFreedom - 1) / 2;
  if (x < 40) return Math.exp(logGamma(x + 0.5) - logGamma(x)) / Math.sqrt(degreesOfFreedom / 2);
  // Stirling's series for the ratio: the difference of two large logarithms would lose digits.
  const series = -1 / 8 / x + 1 / 192 / x ** 3 - 1 / 640 / x ** 5 + 17 / 14336 / x ** 7;
  return Math.sqrt(x / (x + 0.5)) * Math.exp(series);
}
