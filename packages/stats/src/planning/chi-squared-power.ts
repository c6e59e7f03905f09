import { chiSquaredSurvivalQuantile } from "../distributions/chi-squared.ts";
import { noncentralChiSquaredSurvival } from "../distributions/noncentral-chi-squared.ts";
import { requireDomain } from "../domain.ts";
import {
  type PowerOf,
  type TestConditions,
  type TestPlan,
  checkedTest,
  detectableEffect,
  planForAnswers,
  planForPower,
  withoutDirection,
} from "./test-plan.ts";

/** Which table is tested, and how. */
export interface ChiSquaredConditions extends Omit<TestConditions, "alternative" | "rejections"> {
  /** (rows − 1)(columns − 1) of a table, classes − 1 of one distribution; a whole number of 1 or more. */
  readonly degreesOfFreedom: number;
}

/** A plan for a chi-squared test. */
export interface ChiSquaredPlan extends Omit<TestPlan, "alternative" | "rejections"> {
  readonly degreesOfFreedom: number;
  /** Cohen's w: √Σ (p − p₀)²/p₀ over the cells. */
  readonly effect: number;
}

/**
 * How likely a chi-squared test (of a table, or of a distribution against a known one) finds a departure, by the noncentral
 * chi-squared distribution.
 *
 * @param plan `n` answers in all; `effect` is Cohen's w, √Σ (p − p₀)²/p₀ over the shares of all cells; 0.1 is called small, 0.3
 *   medium, 0.5 large
 * @throws {RangeError} when the degrees of freedom are not a whole number of 1 or more, n is below 1, the effect negative, or a
 *   condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 7
 * @example chiSquaredPower({ degreesOfFreedom: 2, effect: 0.3, n: 100 }).power.toFixed(4) // => "0.7707"
 */
export function chiSquaredPower(
  plan: ChiSquaredConditions & { readonly effect: number; readonly n: number },
): ChiSquaredPlan {
  const caller = "chiSquaredPower";
  const { degreesOfFreedom, test, of } = prepared(caller, plan);
  const { effect, n } = plan;
  return { degreesOfFreedom, effect, ...withoutDirection(planForAnswers(caller, n, of(effect), test)) };
}

/**
 * How many answers a chi-squared test needs in all to find a departure of this size.
 *
 * @param plan `power` that it shall have, strictly between 0 and 1; default 0.8
 * @throws {RangeError} when the degrees of freedom are not a whole number of 1 or more, the effect is not above 0, the power not
 *   strictly between 0 and 1, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 7
 * @example chiSquaredSampleSize({ degreesOfFreedom: 2, effect: 0.3 }).groups // => [108]
 */
export function chiSquaredSampleSize(
  plan: ChiSquaredConditions & { readonly effect: number; readonly power?: number },
): ChiSquaredPlan {
  const caller = "chiSquaredSampleSize";
  const { degreesOfFreedom, test, of } = prepared(caller, plan);
  const { effect, power = 0.8 } = plan;
  requireDomain(effect > 0, `${caller} requires an effect > 0`, effect);
  return { degreesOfFreedom, effect, ...withoutDirection(planForPower(caller, power, of(effect), test)) };
}

/**
 * Which departure a chi-squared test with these answers finds.
 *
 * @param plan `n` answers in all, `power` default 0.8
 * @returns the plan whose `effect` is that one, as Cohen's w
 * @throws {RangeError} when the degrees of freedom are not a whole number of 1 or more, n is below 1, not even an effect of 1000
 *   would be found, the power not strictly between 0 and 1, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 7, solved
 * @example chiSquaredDetectable({ degreesOfFreedom: 2, n: 108 }).effect.toFixed(4) // => "0.2987"
 */
export function chiSquaredDetectable(
  plan: ChiSquaredConditions & { readonly n: number; readonly power?: number },
): ChiSquaredPlan {
  const caller = "chiSquaredDetectable";
  const { degreesOfFreedom, test, of } = prepared(caller, plan);
  const { n, power = 0.8 } = plan;
  const powerOf = (size: number): number => planForAnswers(caller, n, of(size), test).power;
  const effect = detectableEffect(caller, power, powerOf, 1000);
  return { degreesOfFreedom, effect, ...withoutDirection(planForAnswers(caller, n, of(effect), test)) };
}

function prepared(caller: string, plan: ChiSquaredConditions & { readonly effect?: number }) {
  const { degreesOfFreedom, effect = 0 } = plan;
  requireDomain(
    Number.isInteger(degreesOfFreedom) && degreesOfFreedom >= 1 && degreesOfFreedom <= 1e6,
    `${caller} requires whole degreesOfFreedom of 1 to 1,000,000`,
    degreesOfFreedom,
  );
  requireDomain(effect >= 0 && effect < Infinity, `${caller} requires a finite effect ≥ 0`, effect);
  const test = checkedTest(caller, plan);
  const critical = chiSquaredSurvivalQuantile(1 - test.confidenceLevel, degreesOfFreedom);
  const of = (size: number): PowerOf => ({
    test: "chi-squared",
    ratios: [1],
    leastBase: 1,
    power: ([n = 0]) =>
      noncentralChiSquaredSurvival(critical, degreesOfFreedom, Math.min(1e9, n * size * size)),
  });
  return { degreesOfFreedom, test, of };
}
