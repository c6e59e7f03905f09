import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { requireDomain } from "../domain.ts";
import { sum } from "./sample.ts";
import { expectedCounts, marginsOf, requireNoEmptyMargin } from "./table.ts";
import type { TestResult } from "./test-result.ts";

/** A test of independence of the rows and columns of a table. */
export interface TableTestResult extends TestResult {
  readonly degreesOfFreedom: number;
  /** Counts to be expected were rows and columns independent; the approximation is good where they are 5 or more. */
  readonly expected: readonly (readonly number[])[];
  /** Strength of the association, 0…1, from Pearson's statistic without correction. */
  readonly cramersV: number;
}

/** A test of counts against given shares. */
export interface GoodnessOfFitResult extends TestResult {
  readonly degreesOfFreedom: number;
  /** Counts to be expected under the given shares. */
  readonly expected: readonly number[];
}

/**
 * Pearson's chi-squared test of a table of counts, without Yates' correction: do the rows (stores, waves, segments) share
 * one distribution over the columns (classes of answers)?
 *
 * Assumes independent answers and expected counts of about 5 or more; for a 2 × 2 table with fewer take
 * {@link fisherMidP}. It does not use the order of the columns: {@link cochranArmitageTrend} and
 * {@link meanScoreTest} do, and find more.
 *
 * @param table counts, a row for each group; effective counts welcome
 * @throws {RangeError} unless the table is rectangular, at least 2 × 2, of finite counts ≥ 0, without an empty row or column
 * @source Pearson (1900), On the criterion that a given system of deviations …, Philosophical Magazine 50(302) 157–175
 * @example chiSquaredTest([[56, 14], [48, 32]]).pValue.toFixed(4) // => "0.0080"
 */
export function chiSquaredTest(table: readonly (readonly number[])[]): TableTestResult {
  const { statistic, ...rest } = independence("chiSquaredTest", table);
  return tableResult("chi-squared", statistic, rest);
}

/**
 * Pearson's chi-squared test of a 2 × 2 table with Yates' continuity correction: R's default for such tables. It
 * imitates Fisher's exact test and is as timid; {@link chiSquaredTest} keeps its level well enough where expected counts
 * allow either.
 *
 * @param table two rows of two counts
 * @throws {RangeError} unless the table is 2 × 2, of finite counts ≥ 0, without an empty row or column
 * @source Yates (1934), Contingency tables involving small numbers and the χ² test, Supplement to the JRSS 1(2) 217–235
 * @example yatesChiSquaredTest([[56, 14], [48, 32]]).pValue.toFixed(4) // => "0.0134"
 */
export function yatesChiSquaredTest(table: readonly (readonly number[])[]): TableTestResult {
  requireDomain(
    table.length === 2 && table.every((row) => row.length === 2),
    "yatesChiSquaredTest requires a 2 × 2 table",
    `rows of ${table.map((row) => row.length).join(", ")}`,
  );
  const { statistic: _, ...rest } = independence("yatesChiSquaredTest", table);
  // All four deviations are equal in size; the correction never turns one round.
  let statistic = 0;
  eachCell(table, rest.expected, (count, expected) => {
    const deviation = Math.abs(count - expected);
    statistic += (deviation - Math.min(0.5, deviation)) ** 2 / expected;
  });
  return tableResult("yates-chi-squared", statistic, rest);
}

/**
 * Likelihood-ratio (G) test of a table of counts. Agrees with {@link chiSquaredTest} on large samples and adds up over
 * parts of a table; on small ones Pearson's keeps its level better.
 *
 * @param table counts, a row for each group; effective counts welcome
 * @throws {RangeError} unless the table is rectangular, at least 2 × 2, of finite counts ≥ 0, without an empty row or column
 * @source Woolf (1957), The log likelihood ratio test (the G-test), Annals of Human Genetics 21(4) 397–409
 * @example gTest([[56, 14], [48, 32]]).statistic.toFixed(4) // => "7.1841"
 */
export function gTest(table: readonly (readonly number[])[]): TableTestResult {
  const { statistic: _, ...rest } = independence("gTest", table);
  let half = 0;
  eachCell(table, rest.expected, (count, expected) => {
    half += likelihoodTerm(count, expected);
  });
  return tableResult("g", 2 * half, rest);
}

/**
 * Pearson's chi-squared test of counts against given shares: do the answers (or the arms of an experiment) come in the
 * proportions that were planned?
 *
 * @param observed counts of each class, at least two
 * @param weights expected shares in any unit, e.g. `[1, 1]` or `[0.3, 0.7]`; above 0
 * @throws {RangeError} unless there are at least two classes, a weight above 0 for each, and finite counts ≥ 0, not all 0
 * @source Pearson (1900), On the criterion that a given system of deviations …, Philosophical Magazine 50(302) 157–175
 * @example chiSquaredGoodnessOfFit([50, 30, 20], [1, 1, 1]).pValue.toExponential(3) // => "9.119e-4"
 */
export function chiSquaredGoodnessOfFit(
  observed: readonly number[],
  weights: readonly number[],
): GoodnessOfFitResult {
  const caller = "chiSquaredGoodnessOfFit";
  requireDomain(
    observed.length > 1 && weights.length === observed.length,
    `${caller} requires at least 2 classes and a weight for each`,
    `${observed.length} and ${weights.length}`,
  );
  const n = sum(observed);
  requireDomain(
    observed.every((count) => count >= 0) && n > 0 && n < Infinity,
    `${caller} requires finite counts ≥ 0, not all 0`,
    observed,
  );
  const total = sum(weights);
  requireDomain(
    weights.every((weight) => weight > 0) && total < Infinity,
    `${caller} requires finite weights > 0`,
    weights,
  );
  const expected = weights.map((weight) => n * (weight / total));
  requireDomain(
    expected.every((mean) => mean > 0),
    `${caller} requires weights that compare`,
    weights,
  );
  const statistic = Math.min(
    Number.MAX_VALUE,
    sum(observed.map((count, i) => (count - (expected[i] as number)) ** 2 / (expected[i] as number))),
  );
  const degreesOfFreedom = observed.length - 1;
  return {
    test: "chi-squared-goodness-of-fit",
    alternative: "two-sided",
    statistic,
    degreesOfFreedom,
    pValue: chiSquaredSurvival(statistic, degreesOfFreedom),
    expected,
  };
}

interface Independence {
  readonly degreesOfFreedom: number;
  readonly expected: number[][];
  readonly cramersV: number;
}

function independence(
  caller: string,
  table: readonly (readonly number[])[],
): Independence & { readonly statistic: number } {
  const margins = marginsOf(caller, table);
  requireNoEmptyMargin(caller, margins);
  const expected = expectedCounts(margins);
  let statistic = 0;
  eachCell(table, expected, (count, mean) => {
    statistic += (count - mean) ** 2 / mean;
  });
  const smaller = Math.min(margins.rows.length, margins.columns.length) - 1;
  return {
    statistic,
    degreesOfFreedom: (margins.rows.length - 1) * (margins.columns.length - 1),
    expected,
    cramersV: Math.min(1, Math.sqrt(statistic / (margins.n * smaller))),
  };
}

function tableResult(test: string, statistic: number, rest: Independence): TableTestResult {
  const pValue = chiSquaredSurvival(statistic, rest.degreesOfFreedom);
  return { test, alternative: "two-sided", statistic, pValue, ...rest };
}

function eachCell(
  table: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  visit: (count: number, expected: number) => void,
): void {
  table.forEach((row, i) => row.forEach((count, j) => visit(count, expected[i]?.[j] as number)));
}

/**
 * count·log(count/expected) − (count − expected): the differences add up to 0 over a table, and without their
 * cancellation no digits are lost where counts are close to what was expected.
 */
function likelihoodTerm(count: number, expected: number): number {
  const d = (count - expected) / expected;
  if (Math.abs(d) > 0.01) return d === -1 ? expected : expected * ((1 + d) * Math.log1p(d) - d);
  return (
    expected *
    d *
    d *
    (1 / 2 - d * (1 / 6 - d * (1 / 12 - d * (1 / 20 - d * (1 / 30 - d * (1 / 42 - d / 56))))))
  );
}
