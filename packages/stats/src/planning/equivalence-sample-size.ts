import { normalCdf } from "../distributions/normal-distribution.ts";
import { uncheckedNormalSurvivalQuantile } from "../distributions/normal-quantile.ts";
import { requireDomain } from "../domain.ts";
import {
  type CheckedTest,
  type PowerOf,
  type TestPlan,
  type TwoGroupConditions,
  checkedRatio,
  checkedTest,
  planForAnswers,
  planForPower,
  withoutDirection,
} from "./test-plan.ts";

/** What is expected of two groups that shall be shown to be as good as equal. */
export interface EquivalenceConditions extends Omit<TwoGroupConditions, "alternative" | "rejections"> {
  /** Largest difference that would not matter, in the unit of the estimate, above 0. */
  readonly margin: number;
  /** Difference that is expected all the same, first minus second. Default 0. */
  readonly difference?: number;
  /** Standard deviation of one answer in the first group: √(p(1 − p)) of a share, √(p + d − (p − d)²) of a net share. */
  readonly standardDeviation: number;
  /** The same of the second group. Default: that of the first. */
  readonly secondStandardDeviation?: number;
}

/** A plan for showing equivalence or non-inferiority. */
export interface EquivalencePlan extends Omit<TestPlan, "alternative" | "rejections"> {
  readonly margin: number;
  readonly difference: number;
  readonly standardDeviation: number;
  readonly secondStandardDeviation: number;
  readonly ratio: number;
}

/**
 * How many answers until two groups can be shown to differ by less than a margin: two one-sided tests (TOST), each of a
 * level of 1 − confidenceLevel, which is to say that the interval of level 1 − 2(1 − confidenceLevel) lies within ± the margin.
 *
 * "Not significantly different" shows nothing; this does. A normal approximation for means, shares and net shares alike.
 *
 * @param plan `power` to show it, strictly between 0 and 1, default 0.8; `confidenceLevel` 0.95 tests each side at 5 %
 * @throws {RangeError} when the margin is not above the difference expected, a standard deviation not above 0, the level or
 *   the power not strictly between 0 and 1, or a condition impossible
 * @source Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach for assessing the
 *   equivalence of average bioavailability, Journal of Pharmacokinetics and Biopharmaceutics 15(6) 657–680; Chow, Shao and
 *   Wang (2008), Sample Size Calculations in Clinical Research, 2nd ed., 3.2
 * @example equivalenceSampleSize({ margin: 0.5, standardDeviation: 1.2 }).groups // => [99, 99]
 */
export function equivalenceSampleSize(
  plan: EquivalenceConditions & { readonly power?: number },
): EquivalencePlan {
  return sampleSize("equivalenceSampleSize", plan, "both");
}

/**
 * How likely two groups of this size can be shown to differ by less than a margin.
 *
 * @param plan `n` answers in the first group
 * @throws {RangeError} when the margin is not above 0, a standard deviation not above 0, n below 1, the level not strictly
 *   between 0 and 1, or a condition impossible
 * @source Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15(6) 657–680
 * @example equivalencePower({ margin: 0.5, standardDeviation: 1.2, n: 99 }).power.toFixed(3) // => "0.802"
 */
export function equivalencePower(plan: EquivalenceConditions & { readonly n: number }): EquivalencePlan {
  return power("equivalencePower", plan, "both");
}

/**
 * How many answers until the first group can be shown to be no worse than the second by more than a margin: one
 * one-sided test of a level of 1 − confidenceLevel. Higher is better; where it is not, give both groups the other way round.
 *
 * @param plan `difference` expected, first minus second; `power`, strictly between 0 and 1, default 0.8
 * @throws {RangeError} when the difference expected is not above −margin, a standard deviation not above 0, the level or the
 *   power not strictly between 0 and 1, or a condition impossible
 * @source Chow, Shao and Wang (2008), Sample Size Calculations in Clinical Research, 2nd ed., Chapman & Hall, 3.2 and 4.2
 * @example nonInferioritySampleSize({ margin: 0.1, standardDeviation: 0.4 }).groups // => [198, 198]
 */
export function nonInferioritySampleSize(
  plan: EquivalenceConditions & { readonly power?: number },
): EquivalencePlan {
  return sampleSize("nonInferioritySampleSize", plan, "lower");
}

/**
 * How likely the first of two groups of this size can be shown to be no worse than the second by more than a margin.
 *
 * @param plan `n` answers in the first group
 * @throws {RangeError} when the margin is not above 0, a standard deviation not above 0, n below 1, the level not strictly
 *   between 0 and 1, or a condition impossible
 * @source Chow, Shao and Wang (2008), Sample Size Calculations in Clinical Research, 2nd ed., Chapman & Hall, 3.2
 * @example nonInferiorityPower({ margin: 0.1, standardDeviation: 0.4, n: 198 }).power.toFixed(3) // => "0.800"
 */
export function nonInferiorityPower(plan: EquivalenceConditions & { readonly n: number }): EquivalencePlan {
  return power("nonInferiorityPower", plan, "lower");
}

type Sides = "both" | "lower";

function sampleSize(
  caller: string,
  plan: EquivalenceConditions & { readonly power?: number },
  sides: Sides,
): EquivalencePlan {
  const { test, echo, of } = prepared(caller, plan, sides);
  const { difference, margin } = echo;
  requireDomain(
    (sides === "both" ? -Math.abs(difference) : difference) > -margin,
    `${caller} requires an expected difference within the margin of ${margin}`,
    difference,
  );
  return { ...echo, ...withoutDirection(planForPower(caller, plan.power ?? 0.8, of, test)) };
}

function power(
  caller: string,
  plan: EquivalenceConditions & { readonly n: number },
  sides: Sides,
): EquivalencePlan {
  const { test, echo, of } = prepared(caller, plan, sides);
  return { ...echo, ...withoutDirection(planForAnswers(caller, plan.n, of, test)) };
}

function prepared(caller: string, plan: EquivalenceConditions, sides: Sides) {
  const { margin, difference = 0, standardDeviation } = plan;
  const { secondStandardDeviation = standardDeviation } = plan;
  requireDomain(margin > 0 && margin < Infinity, `${caller} requires a finite margin > 0`, margin);
  requireDomain(Number.isFinite(difference), `${caller} requires a finite difference`, difference);
  for (const deviation of [standardDeviation, secondStandardDeviation])
    requireDomain(
      deviation > 0 && deviation < Infinity,
      `${caller} requires finite standard deviations > 0`,
      deviation,
    );
  const test: CheckedTest = checkedTest(caller, plan);
  const ratio = checkedRatio(caller, plan.ratio);
  const z = uncheckedNormalSurvivalQuantile(1 - test.confidenceLevel);
  const of: PowerOf = {
    test: sides === "both" ? "two one-sided z" : "one-sided z",
    ratios: [1, ratio],
    leastBase: 1,
    power: ([n1 = 0, n2 = 0]) => {
      const error = Math.hypot(standardDeviation / Math.sqrt(n1), secondStandardDeviation / Math.sqrt(n2));
      const above = normalCdf((margin + difference) / error - z);
      if (sides === "lower") return above;
      return Math.max(0, normalCdf((margin - difference) / error - z) + above - 1);
    },
  };
  return { test, echo: { margin, difference, standardDeviation, secondStandardDeviation, ratio }, of };
}
