import { requireLevel } from "../critical-value.ts";
import { normalCdf, normalSurvival } from "../distributions/normal-distribution.ts";
import { uncheckedNormalSurvivalQuantile } from "../distributions/normal-quantile.ts";
import { requireDomain } from "../domain.ts";
import type { Alternative } from "../hypothesis-tests/test-result.ts";
import { checkedConditions, wholeUp } from "./required-answers.ts";
import { whereReached } from "./root.ts";

/** How the comparison that is planned will be made. */
export interface TestConditions {
  /** One minus the share of false alarms that is accepted; strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** Default `two-sided`. One-sided only where the other direction would change nothing that is done. */
  readonly alternative?: Alternative;
  /**
   * Which significant results of a two-sided test are a success: those in the direction that is really there (the default,
   * as R's `power.prop.test` and `power.t.test`), or also those in the wrong one (as R with `strict = TRUE`, G*Power,
   * statsmodels). Apart only where the power is low.
   */
  readonly rejections?: "right-direction" | "any-direction";
  /** Variance next to that of simple random samples, above 0. Default 1. */
  readonly designEffect?: number;
  /** Share of the invited who will answer, above 0 and at most 1. Default 1. */
  readonly responseRate?: number;
}

/** The same for two groups. */
export interface TwoGroupConditions extends TestConditions {
  /** Answers of the second group for each answer of the first, above 0. Default 1. */
  readonly ratio?: number;
}

/** A plan for a test, with what it was made from. */
export interface TestPlan {
  /** Name of the test that is planned. */
  readonly test: string;
  /** Answers in the first (or only, or each) group, not rounded. */
  readonly n: number;
  /** Power at `n`: how likely the test finds the difference, if it is that large. */
  readonly power: number;
  /** Whole answers in each group. */
  readonly groups: readonly number[];
  /** Power at the whole answers. */
  readonly powerAtGroups: number;
  /** Invitations to send in each group. */
  readonly invitations: readonly number[];
  readonly confidenceLevel: number;
  readonly alternative: Alternative;
  readonly rejections: "right-direction" | "any-direction";
  readonly designEffect: number;
  readonly responseRate: number;
}

/** What the power of a test is at a base, per group, as if it were of a simple random sample. */
export interface PowerOf {
  readonly test: string;
  readonly power: (bases: readonly number[]) => number;
  /** Answers in each group for one in the first. */
  readonly ratios: readonly number[];
  /** Fewer answers in the first group than this make no test. */
  readonly leastBase: number;
}

/** A test with its conditions, checked, defaults filled in. */
export type CheckedTest = Required<TestConditions>;

/** The conditions of a test with their defaults, checked. */
export function checkedTest(caller: string, conditions: TestConditions): CheckedTest {
  const { confidenceLevel = 0.95, alternative = "two-sided", rejections = "right-direction" } = conditions;
  requireLevel(caller, confidenceLevel);
  requireDomain(
    alternative === "two-sided" || alternative === "greater" || alternative === "less",
    `${caller} requires alternative "two-sided", "greater" or "less"`,
    alternative,
  );
  requireDomain(
    rejections === "right-direction" || rejections === "any-direction",
    `${caller} requires rejections "right-direction" or "any-direction"`,
    rejections,
  );
  const { designEffect, responseRate } = checkedConditions(caller, {
    designEffect: conditions.designEffect ?? 1,
    responseRate: conditions.responseRate ?? 1,
  });
  return { confidenceLevel, alternative, rejections, designEffect, responseRate };
}

/** Answers of the second group for one of the first, checked. */
export function checkedRatio(caller: string, ratio = 1): number {
  requireDomain(
    ratio >= 1e-6 && ratio <= 1e6,
    `${caller} requires a ratio > 0, at most a million to one`,
    ratio,
  );
  return ratio;
}

/** The plan for a number of answers in the first group. */
export function planForAnswers(caller: string, n: number, of: PowerOf, test: CheckedTest): TestPlan {
  requireDomain(
    Number.isFinite(n) && n / test.designEffect >= of.leastBase && n <= 1e15,
    `${caller} requires a finite n, at least ${of.leastBase} a group after the design effect`,
    n,
  );
  const power = powerAt(n, of, test);
  return finished(caller, n, power, of, test);
}

/** The plan that reaches a power. */
export function planForPower(caller: string, power: number, of: PowerOf, test: CheckedTest): TestPlan {
  requirePower(caller, power);
  const base = whereReached((n) => of.power(of.ratios.map((ratio) => ratio * n)), power, of.leastBase);
  requireDomain(
    base !== undefined,
    `${caller} requires a difference that some number of answers can show`,
    power,
  );
  const n = (base as number) * test.designEffect;
  return finished(caller, n, powerAt(n, of, test), of, test);
}

/** The size of an effect that a test finds with a power, at most `most`. */
export function detectableEffect(
  caller: string,
  power: number,
  powerOfEffect: (effect: number) => number,
  most: number,
): number {
  requirePower(caller, power);
  const effect = whereReached(powerOfEffect, power, 1e-12, most);
  requireDomain(effect !== undefined, `${caller} requires answers enough for the power`, power);
  return effect as number;
}

/** The plan of a test that has no direction. */
export function withoutDirection({
  alternative: _alternative,
  rejections: _rejections,
  ...plan
}: TestPlan): Omit<TestPlan, "alternative" | "rejections"> {
  return plan;
}

/** How likely a normal test statistic passes its critical value, for an effect and its standard errors without and with it. */
export function normalPower(effect: number, nullError: number, error: number, test: CheckedTest): number {
  const { confidenceLevel, alternative, rejections } = test;
  const tail = (1 - confidenceLevel) / (alternative === "two-sided" ? 2 : 1);
  const critical = uncheckedNormalSurvivalQuantile(tail) * nullError;
  const towards = alternative === "two-sided" ? Math.abs(effect) : alternative === "less" ? -effect : effect;
  // Answers that cannot vary give a test statistic that cannot either.
  if (error === 0) return towards > critical ? 1 : 0;
  const right = normalSurvival((critical - towards) / error);
  return alternative === "two-sided" && rejections === "any-direction"
    ? Math.min(1, right + normalCdf((-critical - towards) / error))
    : right;
}

/** Stops at a power of 80, 1 or one that an idle test has. */
function requirePower(caller: string, power: number): void {
  requireDomain(power > 0 && power < 1, `${caller} requires 0 < power < 1`, power);
}

function powerAt(n: number, of: PowerOf, { designEffect }: CheckedTest): number {
  return of.power(of.ratios.map((ratio) => (ratio * n) / designEffect));
}

function finished(caller: string, n: number, power: number, of: PowerOf, test: CheckedTest): TestPlan {
  const first = wholeUp(n);
  const groups = of.ratios.map((ratio) => wholeUp(ratio * first));
  const invitations = groups.map((size) => wholeUp(size / test.responseRate));
  requireDomain(
    invitations.every((count) => count < Infinity),
    `${caller} requires a finite number of invitations`,
    invitations,
  );
  return {
    test: of.test,
    n,
    power,
    groups,
    powerAtGroups: of.power(groups.map((size) => size / test.designEffect)),
    invitations,
    ...test,
  };
}
