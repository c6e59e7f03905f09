import { requireDomain } from "../domain.ts";
import { cohensH } from "../hypothesis-tests/cohens-h.ts";
import {
  type CheckedTest,
  type PowerOf,
  type TestPlan,
  type TwoGroupConditions,
  checkedRatio,
  checkedTest,
  detectableEffect,
  normalPower,
  planForAnswers,
  planForPower,
} from "./test-plan.ts";

/** What a normal test of two proportions measures, and its standard errors when they are equal and when they are not. */
export type ProportionTest = ((
  first: number,
  second: number,
  bases: readonly [number, number],
) => { readonly effect: number; readonly nullError: number; readonly error: number }) & {
  readonly method: string;
};

/** Two proportions expected and how they will be compared. */
export interface TwoProportionsConditions extends TwoGroupConditions {
  /** Share expected in the first group, 0…1. */
  readonly first: number;
  /** Default: {@link pooledProportionTest}, the test that `proportionDifference` makes. */
  readonly method?: ProportionTest;
}

/** A plan for two proportions. */
export interface TwoProportionsPlan extends TestPlan {
  readonly first: number;
  readonly second: number;
  readonly ratio: number;
}

/**
 * The z test whose standard error under "no difference" pools both groups, as `proportionDifference` and Pearson's
 * chi-squared test do.
 *
 * @source Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., Wiley, 4.2 and 4.5
 * @example pooledProportionTest(0.5, 0.4, [100, 100]).nullError.toFixed(4) // => "0.0704"
 * @function
 */
export const pooledProportionTest: ProportionTest = /* @__PURE__ */ Object.assign(
  (first: number, second: number, [n1, n2]: readonly [number, number]) => {
    requireComparison("pooledProportionTest", [first, second], [n1, n2]);
    const pooled = (n1 * first + n2 * second) / (n1 + n2);
    return {
      effect: first - second,
      nullError: Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2)),
      error: Math.sqrt((first * (1 - first)) / n1 + (second * (1 - second)) / n2),
    };
  },
  { method: "pooled z" as const },
);

/**
 * The z test whose standard error always keeps the groups apart: that of the Wald interval of the difference.
 *
 * @source Chow, Shao and Wang (2008), Sample Size Calculations in Clinical Research, 2nd ed., Chapman & Hall, 4.2
 * @example unpooledProportionTest(0.5, 0.4, [100, 100]).nullError.toFixed(4) // => "0.0700"
 * @function
 */
export const unpooledProportionTest: ProportionTest = /* @__PURE__ */ Object.assign(
  (first: number, second: number, [n1, n2]: readonly [number, number]) => {
    requireComparison("unpooledProportionTest", [first, second], [n1, n2]);
    const error = Math.sqrt((first * (1 - first)) / n1 + (second * (1 - second)) / n2);
    return { effect: first - second, nullError: error, error };
  },
  { method: "unpooled z" as const },
);

/**
 * The z test of Cohen's h, on the arcsine scale: what R's `pwr.2p.test` and statsmodels' `NormalIndPower` plan.
 *
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, chapter 6
 * @example arcsineProportionTest(0.5, 0.4, [100, 100]).effect.toFixed(4) // => "0.2014"
 * @function
 */
export const arcsineProportionTest: ProportionTest = /* @__PURE__ */ Object.assign(
  (first: number, second: number, [n1, n2]: readonly [number, number]) => {
    requireComparison("arcsineProportionTest", [first, second], [n1, n2]);
    const error = Math.sqrt(1 / n1 + 1 / n2);
    return { effect: cohensH(first, second), nullError: error, error };
  },
  { method: "arcsine z" as const },
);

/**
 * How likely a comparison of two shares (CSAT before and after, conversion in two arms) finds a difference of this size.
 *
 * A normal approximation, a little off in small groups or near 0 and 1: check such plans with
 * {@link twoProportionsExactPower}. Assumes independent groups of independent answers.
 *
 * @param plan `n` answers in the first group, `ratio` times as many in the second
 * @throws {RangeError} when a share is outside 0…1, n below 1, or a condition impossible
 * @source Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., Wiley, 4.2
 * @example twoProportionsPower({ first: 0.75, second: 0.65, n: 200 }).power.toFixed(4) // => "0.5884"
 */
export function twoProportionsPower(
  plan: TwoProportionsConditions & { readonly second: number; readonly n: number },
): TwoProportionsPlan {
  const caller = "twoProportionsPower";
  const { test, ratio, of } = prepared(caller, plan);
  const { first, second } = plan;
  return { first, second, ratio, ...planForAnswers(caller, plan.n, of(second), test) };
}

/**
 * How many answers a comparison of two shares needs to find a difference of this size.
 *
 * @param plan `power` that it shall have, strictly between 0 and 1; default 0.8
 * @throws {RangeError} when a share is outside 0…1, both are equal or differ in the direction that the test does not
 *   look at, the power not strictly between 0 and 1, or a condition impossible
 * @source Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., Wiley, 4.2 (pooled);
 *   Cohen (1988), chapter 6 (arcsine)
 * @example twoProportionsSampleSize({ first: 0.75, second: 0.65 }).groups // => [329, 329]
 */
export function twoProportionsSampleSize(
  plan: TwoProportionsConditions & { readonly second: number; readonly power?: number },
): TwoProportionsPlan {
  const caller = "twoProportionsSampleSize";
  const { test, ratio, of } = prepared(caller, plan);
  const { first, second, power = 0.8 } = plan;
  requireDomain(first !== second, `${caller} requires two different shares`, `${first} and ${second}`);
  return { first, second, ratio, ...planForPower(caller, power, of(second), test) };
}

/**
 * Which share in the second group a comparison can tell from that of the first.
 *
 * @param plan `n` answers in the first group; `towards` says on which side to look, default `higher`
 * @returns the plan whose `second` is that share
 * @throws {RangeError} when not even a share of 0 or 1 would be found, or an argument is impossible
 * @source Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., Wiley, 4.2, solved
 * @example twoProportionsDetectable({ first: 0.75, n: 329, towards: "lower" }).second.toFixed(4) // => "0.6501"
 */
export function twoProportionsDetectable(
  plan: TwoProportionsConditions & {
    readonly n: number;
    readonly power?: number;
    readonly towards?: "higher" | "lower";
  },
): TwoProportionsPlan {
  const caller = "twoProportionsDetectable";
  const { test, ratio, of } = prepared(caller, plan);
  const { first, n, power = 0.8, towards = "higher" } = plan;
  const at = (distance: number): number =>
    Math.min(1, Math.max(0, towards === "higher" ? first + distance : first - distance));
  const room = towards === "higher" ? 1 - first : first;
  const powerOf = (distance: number): number => planForAnswers(caller, n, of(at(distance)), test).power;
  const second = at(detectableEffect(caller, power, powerOf, room));
  return { first, second, ratio, ...planForAnswers(caller, n, of(second), test) };
}

function requireComparison(caller: string, shares: readonly number[], bases: readonly number[]): void {
  for (const share of shares)
    requireDomain(share >= 0 && share <= 1, `${caller} requires shares within 0…1`, share);
  for (const base of bases)
    requireDomain(
      base >= 1e-300 && base < Infinity,
      `${caller} requires two finite bases > 0 (1e-300)`,
      base,
    );
}

function prepared(
  caller: string,
  plan: TwoProportionsConditions & { readonly second?: number },
): { test: CheckedTest; ratio: number; of: (second: number) => PowerOf } {
  const { first, second = first, method = pooledProportionTest } = plan;
  for (const share of [first, second])
    requireDomain(share >= 0 && share <= 1, `${caller} requires shares within 0…1`, share);
  const test = checkedTest(caller, plan);
  const ratio = checkedRatio(caller, plan.ratio);
  const of = (other: number): PowerOf => ({
    test: method.method,
    ratios: [1, ratio],
    leastBase: 1,
    power: ([n1 = 0, n2 = 0]) => {
      const { effect, nullError, error } = method(first, other, [n1, n2]);
      return normalPower(effect, nullError, error, test);
    },
  });
  return { test, ratio, of };
}
