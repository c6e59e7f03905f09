import { signedSumDistribution, tailsAt } from "./conditional-sums.ts";
import { type Pairs, pairDifferences } from "./pairs.ts";
import { type Tabulated, jointTable, midranks, requireWhole, sum, tabulated } from "./sample.ts";
import { alternativeOf, exactPValue, finiteRatio, normalPValue } from "./tail-probability.ts";
import type { TestOptions, TestResult } from "./test-result.ts";

/** A signed-rank test of paired answers. */
export interface WilcoxonSignedRankResult extends TestResult {
  /** Rank sum of the differences above 0, by their size. */
  readonly positiveRankSum: number;
  /** Rank sum of the differences below 0. */
  readonly negativeRankSum: number;
  /** How many pairs differ: the others are left out. */
  readonly n: number;
  /** (positive − negative rank sum) / their total, −1…1: the matched-pairs rank-biserial correlation. */
  readonly rankBiserial: number;
}

/**
 * Wilcoxon signed-rank test of paired answers with the normal approximation corrected for ties: did the same people's
 * ratings tend to change? Pairs without a difference are left out (Wilcoxon's rule); no continuity correction.
 *
 * Assumes that sizes of differences can be ranked, which is more than ordinal. Where no pair differs, the statistic is 0
 * and the p-value 1.
 *
 * @param pairs two answers of each person, or their counts over the two scales
 * @param options alternative "greater": the first answers tend to be higher
 * @throws {RangeError} when there is no pair or a value is not finite
 * @source Wilcoxon (1945), Individual comparisons by ranking methods, Biometrics Bulletin 1(6) 80–83; Pratt and Gibbons
 *   (1981), Concepts of Nonparametric Theory, for ties
 * @example wilcoxonSignedRank({ first: [7, 5, 6, 8, 9, 4], second: [6, 5, 4, 9, 5, 1] }).pValue.toFixed(4) // => "0.1041"
 */
export function wilcoxonSignedRank(pairs: Pairs, options?: TestOptions): WilcoxonSignedRankResult {
  const caller = "wilcoxonSignedRank";
  const alternative = alternativeOf(caller, options);
  const { above, below, ranks } = signedRanks(caller, pairs);
  const sums = rankSums(above, below, ranks);
  // Each rank counts or does not, with even odds: variance Σr²/4.
  const squares = sum(ranks.map((rank, i) => rank * rank * ((above[i] as number) + (below[i] as number))));
  const statistic =
    squares > 0 ? finiteRatio((sums.positiveRankSum - sums.negativeRankSum) / 2, Math.sqrt(squares / 4)) : 0;
  return {
    test: "wilcoxon-signed-rank",
    alternative,
    statistic,
    pValue: normalPValue(statistic, alternative),
    ...sums,
  };
}

/**
 * Exact Wilcoxon signed-rank test: the rank sum among all 2ⁿ ways to give the differences their signs. Ties are welcome.
 *
 * Two-sided, it doubles the smaller tail.
 *
 * @param pairs two answers of each person, or their whole counts over the two scales; up to a few hundred
 * @param options alternative "greater": the first answers tend to be higher
 * @returns `statistic` is the positive rank sum above its expectation
 * @throws {RangeError} when there is no pair, a value is not finite, a count not whole, or the distribution would take more
 *   than 5e8 steps
 * @source Wilcoxon (1945), Individual comparisons by ranking methods, Biometrics Bulletin 1(6) 80–83
 * @example wilcoxonSignedRankExact({ first: [7, 5, 6, 8, 9, 4], second: [6, 5, 4, 9, 5, 1] }).pValue // => 0.1875
 */
export function wilcoxonSignedRankExact(pairs: Pairs, options?: TestOptions): WilcoxonSignedRankResult {
  const caller = "wilcoxonSignedRankExact";
  const alternative = alternativeOf(caller, options);
  const { above, below, ranks } = signedRanks(caller, pairs);
  requireWhole(caller, above);
  requireWhole(caller, below);
  const sums = rankSums(above, below, ranks);
  const scale = ranks.every(Number.isInteger) ? 1 : 2;
  const distribution = signedSumDistribution(
    caller,
    ranks.map((rank) => rank * scale),
    above.map((count, i) => count + (below[i] as number)),
  );
  const { atMost, atLeast } = tailsAt(distribution, sums.positiveRankSum * scale);
  return {
    test: "wilcoxon-signed-rank-exact",
    alternative,
    statistic: (sums.positiveRankSum - sums.negativeRankSum) / 2,
    pValue: exactPValue(atMost, atLeast, alternative),
    ...sums,
  };
}

/** Counts of differences above and below 0 by their size, and the midrank of each size. */
function signedRanks(
  caller: string,
  pairs: Pairs,
): {
  readonly above: readonly number[];
  readonly below: readonly number[];
  readonly ranks: readonly number[];
} {
  const differences = tabulated(caller, pairDifferences(caller, pairs));
  const one = side(differences, 1);
  const other = side(differences, -1);
  // An empty side is laid beside the other as a size that no difference has.
  const joint = jointTable(caller, [one, other]);
  const [above, below] = joint.counts.map((row) => row.slice(1)) as [number[], number[]];
  return { above, below, ranks: midranks(joint.totals.slice(1)) };
}

/** Sizes of the differences of one sign, and one at 0 so that there is always a sample. */
function side({ points, counts }: Tabulated, sign: number) {
  const chosen = Array.from(points.keys()).filter((index) => (points[index] as number) * sign > 0);
  return {
    points: [0, ...chosen.map((index) => (points[index] as number) * sign)],
    counts: [1, ...chosen.map((index) => counts[index] as number)],
  };
}

function rankSums(above: readonly number[], below: readonly number[], ranks: readonly number[]) {
  const positiveRankSum = sum(ranks.map((rank, i) => rank * (above[i] as number)));
  const negativeRankSum = sum(ranks.map((rank, i) => rank * (below[i] as number)));
  const total = positiveRankSum + negativeRankSum;
  return {
    positiveRankSum,
    negativeRankSum,
    n: sum(above) + sum(below),
    rankBiserial: total > 0 ? (positiveRankSum - negativeRankSum) / total : 0,
  };
}
