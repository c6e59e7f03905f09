import { fSurvivalQuantile } from "../distributions/f-distribution.ts";
import { noncentralFSurvival } from "../distributions/noncentral-f.ts";
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

/** How many groups are compared, and how. */
export interface AnovaConditions extends Omit<TestConditions, "alternative" | "rejections"> {
  /** Number of groups of equal size, a whole number of 2 or more. */
  readonly groupCount: number;
}

/** A plan for a one-way analysis of variance. */
export interface AnovaPlan extends Omit<TestPlan, "alternative" | "rejections"> {
  readonly groupCount: number;
  /** Cohen's f: standard deviation of the groups' means over that of the answers within a group. */
  readonly effect: number;
}

/**
 * How likely a comparison of the means of several groups (stores, versions) finds that they differ: the one-way analysis of
 * variance, by the noncentral F distribution.
 *
 * @param plan `n` answers in each group; `effect` is Cohen's f, the standard deviation (divisor: the number of groups) of the
 *   groups' means over that within them; 0.1 is called small, 0.25 medium, 0.4 large
 * @throws {RangeError} when there are fewer than 2 groups, n is below 2, the effect negative, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 8
 * @example anovaPower({ groupCount: 4, effect: 0.25, n: 45 }).power.toFixed(4) // => "0.8040"
 */
export function anovaPower(
  plan: AnovaConditions & { readonly effect: number; readonly n: number },
): AnovaPlan {
  const caller = "anovaPower";
  const { groupCount, test, of } = prepared(caller, plan);
  const { effect, n } = plan;
  return { groupCount, effect, ...withoutDirection(planForAnswers(caller, n, of(effect), test)) };
}

/**
 * How many answers each of several groups needs, to find that their means differ.
 *
 * @param plan `power` that it shall have, strictly between 0 and 1; default 0.8
 * @throws {RangeError} when there are fewer than 2 groups, the effect is not above 0, the power not strictly between 0 and 1,
 *   or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 8
 * @example anovaSampleSize({ groupCount: 4, effect: 0.25 }).groups // => [45, 45, 45, 45]
 */
export function anovaSampleSize(
  plan: AnovaConditions & { readonly effect: number; readonly power?: number },
): AnovaPlan {
  const caller = "anovaSampleSize";
  const { groupCount, test, of } = prepared(caller, plan);
  const { effect, power = 0.8 } = plan;
  requireDomain(effect > 0, `${caller} requires an effect > 0`, effect);
  return { groupCount, effect, ...withoutDirection(planForPower(caller, power, of(effect), test)) };
}

/**
 * Which spread of the groups' means a comparison with these answers finds.
 *
 * @param plan `n` answers in each group, `power` default 0.8
 * @returns the plan whose `effect` is that one, as Cohen's f
 * @throws {RangeError} when there are fewer than 2 groups, n is below 2, not even an effect of 1000 would be found, the power
 *   not strictly between 0 and 1, or a condition impossible
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 8, solved
 * @example anovaDetectable({ groupCount: 4, n: 45 }).effect.toFixed(4) // => "0.2489"
 */
export function anovaDetectable(
  plan: AnovaConditions & { readonly n: number; readonly power?: number },
): AnovaPlan {
  const caller = "anovaDetectable";
  const { groupCount, test, of } = prepared(caller, plan);
  const { n, power = 0.8 } = plan;
  const powerOf = (size: number): number => planForAnswers(caller, n, of(size), test).power;
  const effect = detectableEffect(caller, power, powerOf, 1000);
  return { groupCount, effect, ...withoutDirection(planForAnswers(caller, n, of(effect), test)) };
}

function prepared(caller: string, plan: AnovaConditions & { readonly effect?: number }) {
  const { groupCount, effect = 0 } = plan;
  requireDomain(
    Number.isInteger(groupCount) && groupCount >= 2 && groupCount <= 10_000,
    `${caller} requires 2 to 10,000 groups`,
    groupCount,
  );
  requireDomain(effect >= 0 && effect < Infinity, `${caller} requires a finite effect ≥ 0`, effect);
  const test = checkedTest(caller, plan);
  const of = (size: number): PowerOf => ({
    test: "one-way F",
    ratios: Array.from({ length: groupCount }, () => 1),
    leastBase: 1.5,
    power: ([n = 0]) => {
      const between = groupCount - 1;
      // Beyond what the distribution takes, nothing changes any more.
      const freedom = groupCount * (n - 1);
      const within = freedom > 1e9 ? Infinity : freedom;
      const critical = fSurvivalQuantile(1 - test.confidenceLevel, between, within);
      return noncentralFSurvival(critical, between, within, Math.min(1e9, groupCount * n * size * size));
    },
  });
  return { groupCount, test, of };
}
