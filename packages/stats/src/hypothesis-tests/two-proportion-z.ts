import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { checkedSuccesses } from "../intervals/proportion-interval.ts";
import { alternativeOf, finiteRatio, normalPValue } from "./tail-probability.ts";
import type { TestOptions, TestResult } from "./test-result.ts";

/** A test of two proportions. */
export interface TwoProportionResult extends TestResult {
  /** First share minus second, −1…1. */
  readonly difference: number;
  /** Standard error in the statistic's denominator. */
  readonly standardError: number;
}

/**
 * Z test of two independent proportions with the variance pooled, as it is if they are equal. The default for two
 * shares: its square is Pearson's chi-squared without Yates' correction.
 *
 * Assumes that no respondent is in both samples, and expected counts of about 5 or more: below, take
 * {@link fisherMidP}. Where every answer of both samples is the same, the statistic is 0 and the p-value 1.
 *
 * @param a successes and trials of the first sample; effective counts welcome
 * @param b successes and trials of the second sample
 * @param options alternative "greater": the first share is higher
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0
 * @source Pearson (1900), Philosophical Magazine 50(302) 157–175; Fleiss, Levin and Paik (2003), Statistical Methods for
 *   Rates and Proportions, 3rd edition, section 3.1
 * @example pooledTwoProportionZ({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).pValue.toFixed(4) // => "0.0080"
 */
export function pooledTwoProportionZ(
  a: ProportionCounts,
  b: ProportionCounts,
  options?: TestOptions,
): TwoProportionResult {
  return twoProportionZ("pooledTwoProportionZ", "pooled-two-proportion-z", a, b, options, (first, second) => {
    const successes = first.successes + second.successes;
    const trials = a.trials + b.trials;
    const failures = first.failures + second.failures;
    return (successes / trials) * (failures / trials) * (1 / a.trials + 1 / b.trials);
  });
}

/**
 * Z test of two independent proportions, each with its own variance: the test behind the plain Wald interval. For
 * comparison with figures made that way; {@link pooledTwoProportionZ} keeps its level better.
 *
 * Where neither sample varies, the statistic is 0 or ±`Number.MAX_VALUE` in place of infinity.
 *
 * @param a successes and trials of the first sample; effective counts welcome
 * @param b successes and trials of the second sample
 * @param options alternative "greater": the first share is higher
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0
 * @source Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd edition, section 3.1
 * @example unpooledTwoProportionZ({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).pValue.toFixed(4) // => "0.0059"
 */
export function unpooledTwoProportionZ(
  a: ProportionCounts,
  b: ProportionCounts,
  options?: TestOptions,
): TwoProportionResult {
  return twoProportionZ(
    "unpooledTwoProportionZ",
    "unpooled-two-proportion-z",
    a,
    b,
    options,
    (first, second) =>
      (first.successes / a.trials) * (first.failures / a.trials / a.trials) +
      (second.successes / b.trials) * (second.failures / b.trials / b.trials),
  );
}

interface Outcomes {
  readonly successes: number;
  readonly failures: number;
}

function twoProportionZ(
  caller: string,
  test: string,
  a: ProportionCounts,
  b: ProportionCounts,
  options: TestOptions | undefined,
  variance: (first: Outcomes, second: Outcomes) => number,
): TwoProportionResult {
  const alternative = alternativeOf(caller, options);
  const [first, second] = [a, b].map(({ successes, trials }) => {
    const whole = checkedSuccesses(caller, successes, trials);
    return { successes: whole, failures: trials - whole };
  }) as [Outcomes, Outcomes];
  const difference = first.successes / a.trials - second.successes / b.trials;
  const standardError = Math.sqrt(variance(first, second));
  const statistic = finiteRatio(difference, standardError);
  return {
    test,
    alternative,
    statistic,
    pValue: normalPValue(statistic, alternative),
    difference,
    standardError,
  };
}
