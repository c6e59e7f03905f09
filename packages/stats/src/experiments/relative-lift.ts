import { normalCriticalValue, studentTCriticalValue } from "../critical-value.ts";
import { twoSidedNormalPValue } from "../differences/difference-test.ts";
import { studentTSurvival } from "../distributions/student-t.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { type ArmEstimate, requireArms } from "./arm-estimate.ts";
import { welchDegrees } from "./experiment-difference.ts";

/** By how much the treatment changed the control's value, relative to that value. */
export interface RelativeLift {
  /** (treatment − control) / |control|: 0.05 is five percent more. */
  readonly lift: number;
  /** Standard error of the lift by the delta method. */
  readonly standardError: number;
  readonly interval: Interval;
  /** Two-sided probability of a lift at least as extreme if there were none. */
  readonly pValue: number;
  readonly confidenceLevel: number;
  readonly method: string;
}

/**
 * Relative lift with an interval by the delta method: what most experiment tools print.
 *
 * The change is divided by the size of the control's value, so that more is positive for a control below 0 too. Where the
 * control's own interval covers 0 a relative change means nothing. Assumes large arms; {@link fiellerLift} holds for
 * smaller ones.
 *
 * @param control what the control arm shows
 * @param treatment what the treatment arm shows, in the same unit
 * @param confidenceLevel strictly between 0 and 1
 * @returns `null` when the interval of the control covers 0
 * @throws {RangeError} when neither arm varies, an estimate is not finite, or the level not strictly between 0 and 1
 * @source Deng, Knoblich and Lu (2018), Applying the delta method in metric analytics, KDD 233–242
 * @example relativeLift({ value: 0.3, standardError: 0.0229, n: 400 }, { value: 0.4, standardError: 0.0239, n: 420 })?.interval.high.toFixed(4) // => "0.5867"
 */
export function relativeLift(
  control: ArmEstimate,
  treatment: ArmEstimate,
  confidenceLevel = 0.95,
): RelativeLift | null {
  const observed = liftOf("relativeLift", control, treatment, confidenceLevel);
  if (!observed) return null;
  const { lift, standardError, z } = observed;
  return {
    lift,
    standardError,
    interval: { low: lift - z * standardError, high: lift + z * standardError },
    pValue: twoSidedNormalPValue(lift / standardError),
    confidenceLevel,
    method: "delta",
  };
}

/**
 * Relative lift by the delta method with Welch's t in place of z: for arms of means with few subjects, and to agree with tools that
 * print it so. The degrees of freedom are those of the difference, as {@link experimentDifference} has them.
 *
 * @param control what the control arm shows, with degrees of freedom
 * @param treatment what the treatment arm shows, in the same unit
 * @param confidenceLevel strictly between 0 and 1
 * @returns `null` when the interval of the control covers 0
 * @throws {RangeError} when an arm has no degrees of freedom, neither varies, an estimate is not finite, or the level not strictly between
 *   0 and 1
 * @source Deng, Knoblich and Lu (2018), Applying the delta method in metric analytics, KDD 233–242
 * @example welchLift({ value: 4, standardError: 0.4, n: 30, degreesOfFreedom: 29 }, { value: 5, standardError: 0.5, n: 25, degreesOfFreedom: 24 })?.pValue.toFixed(4) // => "0.1637"
 */
export function welchLift(
  control: ArmEstimate,
  treatment: ArmEstimate,
  confidenceLevel = 0.95,
): RelativeLift | null {
  const caller = "welchLift";
  const observed = liftOf(caller, control, treatment, confidenceLevel);
  const both = Math.hypot(control.standardError, treatment.standardError);
  const degreesOfFreedom = welchDegrees(control, treatment, both);
  if (degreesOfFreedom === undefined || !(degreesOfFreedom > 0)) {
    throw new RangeError(
      `${caller} requires degrees of freedom > 0 of both arms, got ${control.degreesOfFreedom} and ${treatment.degreesOfFreedom}`,
    );
  }
  if (!observed) return null;
  const { lift, standardError } = observed;
  const reach = studentTCriticalValue(caller, confidenceLevel, degreesOfFreedom) * standardError;
  return {
    lift,
    standardError,
    interval: { low: lift - reach, high: lift + reach },
    pValue: 2 * studentTSurvival(Math.abs(lift / standardError), degreesOfFreedom),
    confidenceLevel,
    method: "delta-welch",
  };
}

/**
 * Relative lift with Fieller's interval, which is not the same to both sides: exact where both estimates are normal, and
 * agreeing with the test of the difference.
 *
 * @param control what the control arm shows
 * @param treatment what the treatment arm shows, in the same unit
 * @param confidenceLevel strictly between 0 and 1
 * @returns `null` when the interval of the control covers 0, where Fieller's has no end
 * @throws {RangeError} when neither arm varies, an estimate is not finite, or the level not strictly between 0 and 1
 * @source Fieller (1954), Some problems in interval estimation, JRSS B 16(2) 175–185
 * @example fiellerLift({ value: 0.3, standardError: 0.0229, n: 400 }, { value: 0.4, standardError: 0.0239, n: 420 })?.interval.high.toFixed(4) // => "0.6219"
 */
export function fiellerLift(
  control: ArmEstimate,
  treatment: ArmEstimate,
  confidenceLevel = 0.95,
): RelativeLift | null {
  const observed = liftOf("fiellerLift", control, treatment, confidenceLevel);
  if (!observed) return null;
  const { lift, standardError, z } = observed;
  const ratio = treatment.value / control.value;
  const noise = ((z * control.standardError) / control.value) ** 2;
  const spread =
    (z / Math.abs(control.value)) *
    Math.hypot(Math.sqrt(1 - noise) * treatment.standardError, ratio * control.standardError);
  // The ratio minus 1, written so that nothing cancels.
  const center = (treatment.value - control.value) / control.value + noise;
  const sign = Math.sign(control.value);
  const ends = [center - spread, center + spread].map((end) => (sign * end) / (1 - noise));
  const difference =
    (treatment.value - control.value) / Math.hypot(control.standardError, treatment.standardError);
  return {
    lift,
    standardError,
    interval: { low: Math.min(...ends), high: Math.max(...ends) },
    pValue: twoSidedNormalPValue(difference),
    confidenceLevel,
    method: "fieller",
  };
}

/** Lift and its standard error, unless the control's interval covers 0. */
export function liftOf(
  caller: string,
  control: ArmEstimate,
  treatment: ArmEstimate,
  confidenceLevel: number,
): { readonly lift: number; readonly standardError: number; readonly z: number } | null {
  const z = normalCriticalValue(caller, confidenceLevel);
  requireArms(caller, control, treatment);
  requireDomain(
    control.standardError > 0 || treatment.standardError > 0,
    `${caller} requires an arm that varies`,
    0,
  );
  const base = Math.abs(control.value);
  if (base <= z * control.standardError) return null;
  const lift = (treatment.value - control.value) / base;
  const standardError =
    Math.hypot(treatment.standardError, (treatment.value / control.value) * control.standardError) / base;
  // A control so close to 0 that the lift leaves the range of doubles is no baseline either.
  return Number.isFinite(lift) && Number.isFinite(standardError) && standardError > 0
    ? { lift, standardError, z }
    : null;
}
