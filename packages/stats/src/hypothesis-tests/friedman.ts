import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { requireDomain } from "../domain.ts";
import { midranks, sum } from "./sample.ts";
import type { TestResult } from "./test-result.ts";

/** A rank test of several answers of the same people. */
export interface FriedmanResult extends TestResult {
  readonly degreesOfFreedom: number;
  /** Kendall's coefficient of concordance: how far people agree on the order, 0…1. */
  readonly kendallsW: number;
  /** Mean rank of each column within people. */
  readonly meanRanks: readonly number[];
}

/**
 * Friedman test, corrected for ties: do the same people rate some of several things higher than others? Only the order
 * within each person counts.
 *
 * Where nobody distinguishes anything, the statistic is 0 and the p-value 1.
 *
 * @param rows one row of ratings for each person, or for each pattern of ratings; one column for each thing rated
 * @param counts how many people gave the ratings of each row; one each unless given
 * @throws {RangeError} unless all rows have the same length, at least 2, hold finite values, and counts are finite, ≥ 0, not
 *   all 0
 * @source Friedman (1937), The use of ranks to avoid the assumption of normality implicit in the analysis of variance, JASA
 *   32(200) 675–701; Conover (1999), Practical Nonparametric Statistics, for ties
 * @example friedmanTest([[5, 4, 3], [4, 4, 2], [5, 3, 3], [3, 4, 1]]).pValue.toFixed(4) // => "0.0617"
 */
export function friedmanTest(
  rows: readonly (readonly number[])[],
  counts: readonly number[] = rows.map(() => 1),
): FriedmanResult {
  const caller = "friedmanTest";
  const width = rows[0]?.length ?? 0;
  requireDomain(
    width > 1 && rows.every((row) => row.length === width),
    `${caller} requires rows of one length, at least 2`,
    `rows of ${rows.map((row) => row.length).join(", ")}`,
  );
  for (const value of rows.flat())
    requireDomain(Number.isFinite(value), `${caller} requires finite values`, value);
  const n = sum(counts);
  requireDomain(
    counts.length === rows.length && counts.every((count) => count >= 0) && n > 0 && n < Infinity,
    `${caller} requires a finite count ≥ 0 for each row, not all 0`,
    counts,
  );
  const middle = (width + 1) / 2;
  const sums = Array.from({ length: width }, () => 0);
  let squares = 0;
  rows.forEach((row, i) => {
    const count = counts[i] as number;
    ranksOf(row).forEach((rank, j) => {
      sums[j] = (sums[j] as number) + count * (rank - middle);
      squares += count * (rank - middle) ** 2;
    });
  });
  const between = sum(sums.map((value) => value * value));
  const statistic = squares > 0 ? ((width - 1) * between) / squares : 0;
  const degreesOfFreedom = width - 1;
  return {
    test: "friedman",
    alternative: "two-sided",
    statistic,
    degreesOfFreedom,
    pValue: chiSquaredSurvival(statistic, degreesOfFreedom),
    kendallsW: Math.min(1, statistic / (n * (width - 1))),
    meanRanks: sums.map((value) => middle + value / n),
  };
}

/** Average ranks within one row. */
function ranksOf(row: readonly number[]): number[] {
  const points = Array.from(new Set(Float64Array.from(row).toSorted()));
  const ranks = midranks(points.map((point) => row.filter((value) => value === point).length));
  return row.map((value) => ranks[points.findIndex((point) => point === value)] as number);
}
