import { requireDomain } from "../domain.ts";
import {
  type PowerOf,
  type TestPlan,
  type TwoGroupConditions,
  checkedRatio,
  checkedTest,
  detectableEffect,
  planForAnswers,
  planForPower,
} from "./test-plan.ts";
import { studentTPower } from "./student-t-power.ts";

/** Two means to compare, and how. */
export interface TwoMeansConditions extends TwoGroupConditions {
  /** Standard deviation of one answer, the same in both groups, above 0. 1 makes every difference Cohen's d. */
  readonly standardDeviation: number;
}

/** A plan for two means. */
export interface TwoMeansPlan extends TestPlan {
  /** First mean minus second, in the unit of the standard deviation. */
  readonly difference: number;
  readonly standardDeviation: number;
  readonly ratio: number;
}

/**
 * How likely a t test of two means (CES of two groups, a rating, seconds to resolution) finds a difference of this size, by the
 * noncentral t distribution.
 *
 * Assumes independent groups and one standard deviation; where they differ, √ of the mean of the two variances does well for
 * groups of equal size.
 *
 * @param plan `n` answers in the first group, `ratio` times as many in the second
 * @throws {RangeError} when the standard deviation is not above 0, the difference not finite, the groups too small for a t
 *   test, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 2
 * @example twoMeansPower({ difference: 0.3, standardDeviation: 1.2, n: 250 }).power.toFixed(4) // => "0.7967"
 */
export function twoMeansPower(
  plan: TwoMeansConditions & { readonly difference: number; readonly n: number },
): TwoMeansPlan {
  const caller = "twoMeansPower";
  const { echo, test, of } = prepared(caller, plan);
  const { difference, n } = plan;
  return { difference, ...echo, ...planForAnswers(caller, n, of(difference), test) };
}

/**
 * How many answers a t test of two means needs to find a difference of this size.
 *
 * @param plan `power` that it shall have, strictly between 0 and 1; default 0.8
 * @throws {RangeError} when the standard deviation is not above 0, the difference is 0, not finite or in a direction that the
 *   test does not look at, the power not strictly between 0 and 1, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 2
 * @example twoMeansSampleSize({ difference: 0.3, standardDeviation: 1.2 }).groups // => [253, 253]
 */
export function twoMeansSampleSize(
  plan: TwoMeansConditions & { readonly difference: number; readonly power?: number },
): TwoMeansPlan {
  const caller = "twoMeansSampleSize";
  const { echo, test, of } = prepared(caller, plan);
  const { difference, power = 0.8 } = plan;
  requireDomain(difference !== 0, `${caller} requires a difference`, difference);
  return { difference, ...echo, ...planForPower(caller, power, of(difference), test) };
}

/**
 * Which difference of means a t test with these answers finds.
 *
 * @param plan `n` answers in the first group, `power` default 0.8
 * @returns the plan whose `difference` is that one, positive (negative with the alternative `less`)
 * @throws {RangeError} when the standard deviation is not above 0, the groups too small for a t test, not even a difference
 *   of 1000 standard deviations would be found, the power not strictly between 0 and 1, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 2, solved
 * @example twoMeansDetectable({ standardDeviation: 1.2, n: 253 }).difference.toFixed(4) // => "0.2995"
 */
export function twoMeansDetectable(
  plan: TwoMeansConditions & { readonly n: number; readonly power?: number },
): TwoMeansPlan {
  const caller = "twoMeansDetectable";
  const { echo, test, of } = prepared(caller, plan);
  const { n, power = 0.8, standardDeviation } = plan;
  const unit = (test.alternative === "less" ? -1 : 1) * standardDeviation;
  const powerOf = (size: number): number => planForAnswers(caller, n, of(unit * size), test).power;
  const difference = unit * detectableEffect(caller, power, powerOf, 1000);
  return { difference, ...echo, ...planForAnswers(caller, n, of(difference), test) };
}

function prepared(caller: string, plan: TwoMeansConditions & { readonly difference?: number }) {
  const { standardDeviation, difference = 0 } = plan;
  requireDomain(
    standardDeviation > 0 && standardDeviation < Infinity,
    `${caller} requires a finite standardDeviation > 0`,
    standardDeviation,
  );
  requireDomain(Number.isFinite(difference), `${caller} requires a finite difference`, difference);
  const test = checkedTest(caller, plan);
  const ratio = checkedRatio(caller, plan.ratio);
  const of = (size: number): PowerOf => ({
    test: "two-sample t",
    ratios: [1, ratio],
    // As many that each group has an answer and something is left to tell their spread by.
    leastBase: Math.max(1, 1 / ratio, 2.5 / (1 + ratio)),
    power: ([n1 = 0, n2 = 0]) =>
      studentTPower(size / standardDeviation / Math.sqrt(1 / n1 + 1 / n2), n1 + n2 - 2, test),
  });
  return { echo: { standardDeviation, ratio }, test, of };
}
