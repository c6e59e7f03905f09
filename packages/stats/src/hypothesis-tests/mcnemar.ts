import { binomialCdf, binomialProbability } from "../distributions/binomial-distribution.ts";
import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { requireDomain } from "../domain.ts";
import { alternativeOf, exactPValue } from "./tail-probability.ts";
import type { TestOptions, TestResult } from "./test-result.ts";

/** Subjects whose two answers differ, by direction; those who answered alike both times say nothing about a change. */
export interface DiscordantPairs {
  /** Success in the first answer only: satisfied before, not after. */
  readonly firstOnly: number;
  /** Success in the second answer only. */
  readonly secondOnly: number;
}

/**
 * Exact McNemar test of a change in a share among the same people: a binomial test of the discordant pairs. Never
 * exceeds its level, and is timid for it; {@link mcnemarMidP} is the better default.
 *
 * @param pairs discordant pairs by direction, whole numbers; none at all gives a p-value of 1
 * @param options alternative "greater": the share is higher in the first answer
 * @returns `statistic` is `firstOnly − secondOnly`
 * @throws {RangeError} unless both are whole numbers ≥ 0
 * @source McNemar (1947), Note on the sampling error of the difference between correlated proportions or percentages,
 *   Psychometrika 12(2) 153–157
 * @example mcnemarExact({ firstOnly: 12, secondOnly: 2 }).pValue.toFixed(4) // => "0.0129"
 */
export function mcnemarExact(pairs: DiscordantPairs, options?: TestOptions): TestResult {
  return exact("mcnemarExact", "mcnemar-exact", pairs, options, 1);
}

/**
 * McNemar test with the mid-p-value, which counts what was seen by half: the level is kept on average and hardly ever
 * exceeded. The default for a change in a share among the same people.
 *
 * @param pairs discordant pairs by direction, whole numbers; none at all gives a two-sided p-value of 1
 * @param options alternative "greater": the share is higher in the first answer
 * @returns `statistic` is `firstOnly − secondOnly`
 * @throws {RangeError} unless both are whole numbers ≥ 0
 * @source Fagerland, Lydersen and Laake (2013), The McNemar test for binary matched-pairs data: mid-p and asymptotic are
 *   better than exact conditional, BMC Medical Research Methodology 13:91
 * @example mcnemarMidP({ firstOnly: 12, secondOnly: 2 }).pValue.toFixed(4) // => "0.0074"
 */
export function mcnemarMidP(pairs: DiscordantPairs, options?: TestOptions): TestResult {
  return exact("mcnemarMidP", "mcnemar-mid-p", pairs, options, 0.5);
}

/**
 * McNemar's chi-squared test without continuity correction, for 25 or more discordant pairs.
 *
 * @param pairs discordant pairs by direction, effective counts welcome; none at all gives a statistic of 0
 * @throws {RangeError} unless both are finite and ≥ 0
 * @source McNemar (1947), Psychometrika 12(2) 153–157
 * @example mcnemarChiSquared({ firstOnly: 25, secondOnly: 14 }).pValue.toFixed(4) // => "0.0782"
 */
export function mcnemarChiSquared(pairs: DiscordantPairs): TestResult {
  return chiSquared("mcnemarChiSquared", "mcnemar-chi-squared", pairs, 0);
}

/**
 * McNemar's chi-squared test with Edwards' continuity correction, R's default: max(|b − c| − 1, 0)²/(b + c). For
 * comparison; it is as timid as the exact test.
 *
 * @param pairs discordant pairs by direction; none at all gives a statistic of 0
 * @throws {RangeError} unless both are finite and ≥ 0
 * @source Edwards (1948), Note on the "correction for continuity" in testing the significance of the difference between
 *   correlated proportions, Psychometrika 13(3) 185–187
 * @example mcnemarCorrected({ firstOnly: 25, secondOnly: 14 }).pValue.toFixed(4) // => "0.1093"
 */
export function mcnemarCorrected(pairs: DiscordantPairs): TestResult {
  return chiSquared("mcnemarCorrected", "mcnemar-corrected", pairs, 1);
}

function exact(
  caller: string,
  test: string,
  { firstOnly, secondOnly }: DiscordantPairs,
  options: TestOptions | undefined,
  weightOfSeen: number,
): TestResult {
  const alternative = alternativeOf(caller, options);
  const n = firstOnly + secondOnly;
  requireDomain(
    [firstOnly, secondOnly, n].every((count) => Number.isInteger(count) && count >= 0 && count <= 1e13),
    `${caller} requires whole numbers ≥ 0`,
    `${firstOnly} and ${secondOnly}`,
  );
  const seen = (1 - weightOfSeen) * binomialProbability(firstOnly, n, 0.5);
  const atMost = binomialCdf(firstOnly, n, 0.5) - seen;
  const atLeast = binomialCdf(secondOnly, n, 0.5) - seen;
  return {
    test,
    alternative,
    statistic: firstOnly - secondOnly,
    pValue: exactPValue(atMost, atLeast, alternative),
  };
}

function chiSquared(
  caller: string,
  test: string,
  { firstOnly, secondOnly }: DiscordantPairs,
  correction: number,
): TestResult {
  const n = firstOnly + secondOnly;
  requireDomain(
    firstOnly >= 0 && secondOnly >= 0 && n < Infinity,
    `${caller} requires finite counts ≥ 0`,
    `${firstOnly} and ${secondOnly}`,
  );
  const deviation = Math.max(Math.abs(firstOnly - secondOnly) - correction, 0);
  const statistic = deviation === 0 ? 0 : deviation * (deviation / n);
  const pValue = chiSquaredSurvival(statistic, 1);
  return { test, alternative: "two-sided", statistic, degreesOfFreedom: 1, pValue };
}
