import { requireDomain } from "../domain.ts";
import {
  type PowerOf,
  type TestConditions,
  type TestPlan,
  checkedTest,
  detectableEffect,
  planForAnswers,
  planForPower,
} from "./test-plan.ts";
import { studentTPower } from "./student-t-power.ts";

/** One mean, or the mean change of the same people, to compare with a fixed value. */
export interface OneMeanConditions extends TestConditions {
  /** Standard deviation of one answer, or of one person's change: s√(2(1 − r)) where both times vary by s and correlate by r. Above 0. */
  readonly standardDeviation: number;
}

/** A plan for one mean. */
export interface OneMeanPlan extends TestPlan {
  /** Mean (or mean change) minus the fixed value, in the unit of the standard deviation. */
  readonly difference: number;
  readonly standardDeviation: number;
}

/**
 * How likely a t test of one mean against a fixed value, or of the change of the same people (paired), finds a difference of this
 * size, by the noncentral t distribution.
 *
 * @param plan `n` answers, or pairs
 * @throws {RangeError} when the standard deviation is not above 0, the difference not finite, n below 1½, or a condition
 *   impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 2
 * @example oneMeanPower({ difference: 0.3, standardDeviation: 1.2, n: 120 }).power.toFixed(4) // => "0.7753"
 */
export function oneMeanPower(
  plan: OneMeanConditions & { readonly difference: number; readonly n: number },
): OneMeanPlan {
  const caller = "oneMeanPower";
  const { standardDeviation, test, of } = prepared(caller, plan);
  const { difference, n } = plan;
  return { difference, standardDeviation, ...planForAnswers(caller, n, of(difference), test) };
}

/**
 * How many answers, or pairs, a t test of one mean or of a change needs to find a difference of this size.
 *
 * @param plan `power` that it shall have, strictly between 0 and 1; default 0.8
 * @throws {RangeError} when the standard deviation is not above 0, the difference is 0, not finite or in a direction that the
 *   test does not look at, the power not strictly between 0 and 1, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 2
 * @example oneMeanSampleSize({ difference: 0.3, standardDeviation: 1.2 }).groups // => [128]
 */
export function oneMeanSampleSize(
  plan: OneMeanConditions & { readonly difference: number; readonly power?: number },
): OneMeanPlan {
  const caller = "oneMeanSampleSize";
  const { standardDeviation, test, of } = prepared(caller, plan);
  const { difference, power = 0.8 } = plan;
  requireDomain(difference !== 0, `${caller} requires a difference`, difference);
  return { difference, standardDeviation, ...planForPower(caller, power, of(difference), test) };
}

/**
 * Which difference of one mean from a fixed value, or which change, a t test with these answers finds.
 *
 * @param plan `n` answers or pairs, `power` default 0.8
 * @returns the plan whose `difference` is that one, positive (negative with the alternative `less`)
 * @throws {RangeError} when the standard deviation is not above 0, n below 1½, not even a difference of 1000 standard deviations
 *   would be found, the power not strictly between 0 and 1, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 2, solved
 * @example oneMeanDetectable({ standardDeviation: 1.2, n: 128 }).difference.toFixed(4) // => "0.2994"
 */
export function oneMeanDetectable(
  plan: OneMeanConditions & { readonly n: number; readonly power?: number },
): OneMeanPlan {
  const caller = "oneMeanDetectable";
  const { standardDeviation, test, of } = prepared(caller, plan);
  const { n, power = 0.8 } = plan;
  const unit = (test.alternative === "less" ? -1 : 1) * standardDeviation;
  const powerOf = (size: number): number => planForAnswers(caller, n, of(unit * size), test).power;
  const difference = unit * detectableEffect(caller, power, powerOf, 1000);
  return { difference, standardDeviation, ...planForAnswers(caller, n, of(difference), test) };
}

function prepared(caller: string, plan: OneMeanConditions & { readonly difference?: number }) {
  const { standardDeviation, difference = 0 } = plan;
  requireDomain(
    standardDeviation > 0 && standardDeviation < Infinity,
    `${caller} requires a finite standardDeviation > 0`,
    standardDeviation,
  );
  requireDomain(Number.isFinite(difference), `${caller} requires a finite difference`, difference);
  const test = checkedTest(caller, plan);
  const of = (size: number): PowerOf => ({
    test: "one-sample t",
    ratios: [1],
    leastBase: 1.5,
    power: ([n = 0]) => studentTPower((size / standardDeviation) * Math.sqrt(n), n - 1, test),
  });
  return { standardDeviation, test, of };
}
