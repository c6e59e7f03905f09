import { normalCriticalValue, studentTCriticalValue } from "../critical-value.ts";
import { type DifferenceTest, twoSidedNormalPValue } from "../differences/difference-test.ts";
import { studentTSurvival } from "../distributions/student-t.ts";
import { requireDomain } from "../domain.ts";
import { type ArmEstimate, requireArms } from "./arm-estimate.ts";

/**
 * What the treatment changed: its estimate minus that of the control, with interval and test, for one look at the end
 * (a fixed horizon).
 *
 * Who looks on twenty days and stops at the first p < 0.05 is wrong in one experiment of four that change nothing: take
 * {@link sequentialDifference} or {@link spendingBounds} for that. Arms with degrees of freedom (means, ratios) are compared
 * by Welch's t, others by z. Assumes that subjects were randomised and are counted once.
 *
 * @param control what the control arm shows
 * @param treatment what the treatment arm shows, in the same unit
 * @param confidenceLevel strictly between 0 and 1
 * @returns treatment minus control; positive where the treatment is higher
 * @throws {RangeError} when neither arm varies, an estimate is not finite, or the level not strictly between 0 and 1
 * @source Welch (1947), The generalization of "Student's" problem when several different population variances are
 *   involved, Biometrika 34(1–2) 28–35
 * @example experimentDifference({ value: 0.3, standardError: 0.0229, n: 400 }, { value: 0.4, standardError: 0.0239, n: 420 }).pValue.toFixed(4) // => "0.0025"
 */
export function experimentDifference(
  control: ArmEstimate,
  treatment: ArmEstimate,
  confidenceLevel = 0.95,
): DifferenceTest {
  return armDifference("experimentDifference", control, treatment, confidenceLevel);
}

/** The same under the name of the function that offers it. */
export function armDifference(
  caller: string,
  control: ArmEstimate,
  treatment: ArmEstimate,
  confidenceLevel: number,
): DifferenceTest {
  requireArms(caller, control, treatment);
  const standardError = Math.hypot(control.standardError, treatment.standardError);
  requireDomain(standardError > 0, `${caller} requires an arm that varies`, standardError);
  const difference = treatment.value - control.value;
  const statistic = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, difference / standardError));
  const degreesOfFreedom = welchDegrees(control, treatment, standardError);
  const t = degreesOfFreedom !== undefined;
  const critical = t
    ? studentTCriticalValue(caller, confidenceLevel, degreesOfFreedom)
    : normalCriticalValue(caller, confidenceLevel);
  return {
    difference,
    interval: { low: difference - critical * standardError, high: difference + critical * standardError },
    standardError,
    statistic,
    ...(t && { degreesOfFreedom }),
    pValue: t ? 2 * studentTSurvival(Math.abs(statistic), degreesOfFreedom) : twoSidedNormalPValue(statistic),
    method: t ? "welch" : "wald",
    test: t ? "welch-t" : "z",
  };
}

/** Welch's degrees of freedom of a difference; none where an arm has none. */
export function welchDegrees(
  control: ArmEstimate,
  treatment: ArmEstimate,
  standardError: number,
): number | undefined {
  if (control.degreesOfFreedom === undefined || treatment.degreesOfFreedom === undefined) return undefined;
  const share = (arm: ArmEstimate): number => (arm.standardError / standardError) ** 4;
  return 1 / (share(control) / control.degreesOfFreedom + share(treatment) / treatment.degreesOfFreedom);
}
