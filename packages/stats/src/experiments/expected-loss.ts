import { normalCriticalValue } from "../critical-value.ts";
import { normalCdf, normalSurvival } from "../distributions/normal-distribution.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { type ArmEstimate, requireArms } from "./arm-estimate.ts";

/** What to expect of either choice, given what the arms show. */
export interface ExpectedLoss {
  /** Probability that the treatment is better (higher). */
  readonly probabilityTreatmentBetter: number;
  /** What is lost on average by choosing the treatment: its shortfall where the control is better, 0 where not. */
  readonly lossOfTreatment: number;
  /** What is lost on average by keeping the control. */
  readonly lossOfControl: number;
  /** Mean of the posterior of treatment minus control. */
  readonly difference: number;
  /** Standard deviation of the posterior. */
  readonly standardDeviation: number;
  /** Central credible interval of the difference. */
  readonly interval: Interval;
  readonly confidenceLevel: number;
  readonly method: "normal";
}

/** What is thought of the difference before the experiment. */
export interface DifferencePrior {
  /** Mean of the difference expected. Default 0. */
  readonly mean?: number;
  /** Its standard deviation, above 0: how large differences are that such experiments find. Default: anything goes. */
  readonly standardDeviation?: number;
}

/**
 * Bayesian reading of an experiment on means, ratios or any arms whose estimates are about normal: how likely the treatment is
 * better, and what either choice is expected to lose. For two shares of any size `betaBinomialComparison` of `@cxkit/stats/bayes` is exact.
 *
 * Choose the arm whose expected loss is below what would not matter. Like a p-value, it must not be watched until it looks good,
 * unless the prior says how small differences usually are.
 *
 * @param control what the control arm shows
 * @param treatment what the treatment arm shows
 * @param options `prior` of the difference, normal; default flat
 * @throws {RangeError} when neither arm varies, a number is not finite, the prior's standard deviation not above 0, or the
 *   level not strictly between 0 and 1
 * @source Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., CRC Press, 2.5; Raiffa and Schlaifer (1961), Applied
 *   Statistical Decision Theory, Harvard, 5.4 (the normal loss integral)
 * @example expectedLoss({ value: 4, standardError: 0.4, n: 40 }, { value: 5, standardError: 0.3, n: 40 }).lossOfTreatment.toFixed(4) // => "0.0042"
 */
export function expectedLoss(
  control: ArmEstimate,
  treatment: ArmEstimate,
  options: { readonly prior?: DifferencePrior; readonly confidenceLevel?: number } = {},
): ExpectedLoss {
  const { prior = {}, confidenceLevel = 0.95 } = options;
  const z = normalCriticalValue("expectedLoss", confidenceLevel);
  requireArms("expectedLoss", control, treatment);
  const { mean = 0, standardDeviation: width } = prior;
  requireDomain(Number.isFinite(mean), "expectedLoss requires a finite prior mean", mean);
  requireDomain(
    width === undefined || (width > 0 && width < Infinity),
    "expectedLoss requires a finite prior standardDeviation > 0",
    width,
  );
  const error = Math.hypot(control.standardError, treatment.standardError);
  requireDomain(error > 0, "expectedLoss requires an arm that varies", error);
  const observed = treatment.value - control.value;
  // Share of what was observed in the posterior mean.
  const share = width === undefined ? 1 : 1 / (1 + (error / width) ** 2);
  const difference = share * observed + (1 - share) * mean;
  const standardDeviation = error * Math.sqrt(share);
  const standardized = difference / standardDeviation;
  // What the better-looking choice may lose; the other loses the difference on top.
  const least = standardDeviation * unitLoss(Math.abs(standardized));
  return {
    probabilityTreatmentBetter: normalCdf(standardized),
    lossOfTreatment: least + Math.max(0, -difference),
    lossOfControl: least + Math.max(0, difference),
    difference,
    standardDeviation,
    interval: { low: difference - z * standardDeviation, high: difference + z * standardDeviation },
    confidenceLevel,
    method: "normal",
  };
}

/** Mean of max(−D, 0) of a normal D with standard deviation 1 around x ≥ 0. */
function unitLoss(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 2) return density - x * normalSurvival(x);
  // Far out the two terms cancel. With Mills' ratio 1 / (x + rest) their difference is density · rest / (x + rest).
  let rest = 0;
  for (let k = 100; k > 0; k--) rest = k / (x + rest);
  return (density * rest) / (x + rest);
}
