import { type ProportionMoments, proportionMoments } from "../differences/proportion-moments.ts";
import { restrictedError } from "../differences/proportion-difference-score.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import { requireDomain } from "../domain.ts";
import { alternativeOf, finiteRatio, normalPValue } from "./tail-probability.ts";
import type { TestOptions } from "./test-result.ts";
import type { TwoProportionResult } from "./two-proportion-z.ts";

/** How {@link miettinenNurminenTest} is made. */
export interface DifferenceTestOptions extends TestOptions {
  /** Difference under the null hypothesis, strictly between −1 and 1; 0 unless told. */
  readonly nullDifference?: number;
}

/**
 * Score test of Miettinen and Nurminen for the difference of two independent proportions against any value: of equality,
 * and, with a margin as the null difference, of non-inferiority. It rejects exactly the differences outside the interval
 * of `proportionDifferenceMiettinenNurminen`.
 *
 * Against 0 it is {@link pooledTwoProportionZ} times √((N − 1)/N). Where every answer of both samples is the same and the
 * null difference is 0, the statistic is 0 and the p-value 1.
 *
 * @param a successes and trials of the first sample; effective counts welcome
 * @param b successes and trials of the second sample
 * @param options null difference, and alternative "greater": the first share minus the second is above it
 * @returns `standardError` is that under the null difference
 * @throws {RangeError} unless 0 ≤ successes ≤ trials, trials > 0 and more than 1 in both together, and the null difference is
 *   strictly between −1 and 1
 * @source Miettinen and Nurminen (1985), Comparative analysis of two rates, Statistics in Medicine 4(2) 213–226
 * @example miettinenNurminenTest({ successes: 80, trials: 100 }, { successes: 82, trials: 100 }, { nullDifference: -0.1, alternative: "greater" }).pValue.toFixed(4) // => "0.0766"
 */
export function miettinenNurminenTest(
  a: ProportionCounts,
  b: ProportionCounts,
  { nullDifference = 0, ...options }: DifferenceTestOptions = {},
): TwoProportionResult {
  const caller = "miettinenNurminenTest";
  const alternative = alternativeOf(caller, options);
  requireDomain(
    nullDifference > -1 && nullDifference < 1,
    `${caller} requires −1 < nullDifference < 1`,
    nullDifference,
  );
  const first: ProportionMoments = proportionMoments(caller, a);
  const second: ProportionMoments = proportionMoments(caller, b);
  const trials = a.trials + b.trials;
  requireDomain(trials > 1, `${caller} requires more than 1 trial in both samples`, trials);
  const difference = first.share - second.share;
  const standardError = restrictedError(first, second, nullDifference) * Math.sqrt(trials / (trials - 1));
  const statistic = finiteRatio(difference - nullDifference, standardError);
  return {
    test: "miettinen-nurminen",
    alternative,
    statistic,
    pValue: normalPValue(statistic, alternative),
    difference,
    standardError,
  };
}
