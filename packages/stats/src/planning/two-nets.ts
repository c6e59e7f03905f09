import { requireDomain } from "../domain.ts";
import { type NetShares, netVariance } from "./net-sample-size.ts";
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

/** Two net shares expected and how they will be compared. */
export interface TwoNetsConditions extends TwoGroupConditions {
  /** Class shares expected in the first group. Default: half and half, which needs the most answers. */
  readonly shares?: NetShares;
  /** Class shares of the second group, for their variance. Default: as spread out as the first. */
  readonly secondShares?: NetShares;
}

/** A plan for two net shares. */
export interface TwoNetsPlan extends TestPlan {
  /** Difference of the net shares, −2…2. */
  readonly difference: number;
  readonly shares: NetShares;
  readonly secondShares: NetShares;
  readonly ratio: number;
}

/**
 * How likely a comparison of two net shares (NPS ÷ 100 of two waves, two regions) finds a difference of this size.
 *
 * Assumes independent groups of independent answers; a normal approximation, good from about 20 answers a group on.
 *
 * @param plan `n` answers in the first group, `difference` on the −2…2 scale: 5 NPS points are 0.05
 * @throws {RangeError} when class shares are not two parts of 1 or leave no variance, the difference is outside −2…2,
 *   n is below 1, or a condition impossible
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4) 365–372 (the
 *   variance); Chow, Shao and Wang (2008), Sample Size Calculations in Clinical Research, 2nd ed., 3.2
 * @example twoNetsPower({ difference: 0.05, n: 1000, shares: { favorable: 0.5, unfavorable: 0.2 } }).power.toFixed(4) // => "0.2986"
 */
export function twoNetsPower(
  plan: TwoNetsConditions & { readonly difference: number; readonly n: number },
): TwoNetsPlan {
  const caller = "twoNetsPower";
  const { test, echo, of } = prepared(caller, plan);
  const { difference } = plan;
  return { difference, ...echo, ...planForAnswers(caller, plan.n, of(difference), test) };
}

/**
 * How many answers a comparison of two net shares needs to find a difference of this size.
 *
 * @param plan `power` that it shall have, strictly between 0 and 1; default 0.8
 * @throws {RangeError} when class shares are not two parts of 1 or leave no variance, the difference is 0, outside −2…2
 *   or in a direction that the test does not look at, the power not strictly between 0 and 1, or a condition impossible
 * @source Rocks (2016), The American Statistician 70(4) 365–372 (the variance); Chow, Shao and Wang (2008), 3.2
 * @example twoNetsSampleSize({ difference: 0.05, shares: { favorable: 0.5, unfavorable: 0.2 } }).groups // => [3831, 3831]
 */
export function twoNetsSampleSize(
  plan: TwoNetsConditions & { readonly difference: number; readonly power?: number },
): TwoNetsPlan {
  const caller = "twoNetsSampleSize";
  const { test, echo, of } = prepared(caller, plan);
  const { difference, power = 0.8 } = plan;
  requireDomain(difference !== 0, `${caller} requires a difference`, difference);
  return { difference, ...echo, ...planForPower(caller, power, of(difference), test) };
}

/**
 * Which difference of net shares a comparison with these answers finds.
 *
 * @param plan `n` answers in the first group, `power` default 0.8
 * @returns the plan whose `difference` is that one, positive (negative with the alternative `less`)
 * @throws {RangeError} when class shares are not two parts of 1 or leave no variance, not even a difference of 2 would be
 *   found, or a condition is impossible
 * @source Rocks (2016), The American Statistician 70(4) 365–372 (the variance); Chow, Shao and Wang (2008), 3.2, solved
 * @example twoNetsDetectable({ n: 400 }).difference.toFixed(3) // => "0.198"
 */
export function twoNetsDetectable(
  plan: TwoNetsConditions & { readonly n: number; readonly power?: number },
): TwoNetsPlan {
  const caller = "twoNetsDetectable";
  const { test, echo, of } = prepared(caller, plan);
  const sign = test.alternative === "less" ? -1 : 1;
  const powerOf = (size: number): number => planForAnswers(caller, plan.n, of(sign * size), test).power;
  const difference = sign * detectableEffect(caller, plan.power ?? 0.8, powerOf, 2);
  return { difference, ...echo, ...planForAnswers(caller, plan.n, of(difference), test) };
}

function prepared(caller: string, plan: TwoNetsConditions & { readonly difference?: number }) {
  const { shares = { favorable: 0.5, unfavorable: 0.5 }, difference = 0 } = plan;
  const { secondShares = shares } = plan;
  requireDomain(
    Math.abs(difference) <= 2,
    `${caller} requires a difference within −2…2 (NPS points ÷ 100)`,
    difference,
  );
  const first = netVariance(caller, shares);
  const second = netVariance(caller, secondShares);
  const test: CheckedTest = checkedTest(caller, plan);
  const ratio = checkedRatio(caller, plan.ratio);
  const of = (size: number): PowerOf => ({
    test: "z",
    ratios: [1, ratio],
    leastBase: 1,
    power: ([n1 = 0, n2 = 0]) => {
      const error = Math.sqrt(first / n1 + second / n2);
      return normalPower(size, error, error, test);
    },
  });
  return { test, echo: { shares, secondShares, ratio }, of };
}
