import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { requireGroups } from "./one-way-anova.ts";
import { type JointTable, type Sample, jointTable, midranks, sum } from "./sample.ts";
import type { TestResult } from "./test-result.ts";
import { requireDomain } from "../domain.ts";

/** A rank test of several groups. */
export interface KruskalWallisResult extends TestResult {
  readonly degreesOfFreedom: number;
  /** Share of the variance of the ranks that is between groups, 0…1. */
  readonly epsilonSquared: number;
  /** Mean rank of each group in all answers. */
  readonly meanRanks: readonly number[];
}

/**
 * Kruskal–Wallis test, corrected for ties: do answers of some of several independent groups tend to be higher? With two
 * groups it is {@link mannWhitney}. {@link dunnTest} then says which differ.
 *
 * Its null hypothesis is one distribution for all. Where all answers are tied, the statistic is 0 and the p-value 1.
 *
 * @param groups at least two samples
 * @throws {RangeError} when there are fewer than two groups, one is empty, or a value is not finite
 * @source Kruskal and Wallis (1952), Use of ranks in one-criterion variance analysis, JASA 47(260) 583–621; Kelley (1935),
 *   An unbiased correlation ratio measure, PNAS 21(9) 554–559, and Tomczak and Tomczak (2014) for ε²
 * @example kruskalWallis([[7, 8, 6, 9, 7], [5, 6, 7, 5, 4, 6], [8, 9, 9, 7]]).pValue.toFixed(4) // => "0.0131"
 */
export function kruskalWallis(groups: readonly Sample[]): KruskalWallisResult {
  const caller = "kruskalWallis";
  requireGroups(caller, groups);
  const joint = jointTable(caller, groups);
  const { share, means } = scoreVariance(joint, midranks(joint.totals));
  const degreesOfFreedom = groups.length - 1;
  const statistic = Math.max(0, joint.n - 1) * share;
  return {
    test: "kruskal-wallis",
    alternative: "two-sided",
    statistic,
    degreesOfFreedom,
    pValue: chiSquaredSurvival(statistic, degreesOfFreedom),
    epsilonSquared: share,
    meanRanks: means,
  };
}

/** A test of the mean scores of several groups. */
export interface MeanScoreResult extends TestResult {
  readonly degreesOfFreedom: number;
  /** Mean score of each group. */
  readonly means: readonly number[];
}

/**
 * Mean score test over the groups of a table of ordered answers: do several groups share one mean score? With scores 1, 0,
 * −1 it compares several net scores (NPS) at once; with 1 and 0 it is Pearson's chi-squared times (n − 1)/n.
 *
 * The variance is the one that random allocation of the answers to the groups would give, so small groups and groups
 * without variation need no special care. {@link welchAnova} does not assume that groups have one variance, but needs groups
 * that vary. Where all answers are the same, the statistic is 0 and the p-value 1.
 *
 * @param groups at least two samples; for net scores `{ points: [1, 0, -1], counts: [promoters, passives, detractors] }`
 * @throws {RangeError} when there are fewer than two groups, one is empty, or a value is not finite
 * @source Landis, Heyman and Koch (1978), Average partial association in three-way contingency tables, International
 *   Statistical Review 46(3) 237–254, for one stratum
 * @example meanScoreTest([60, 48, 40].map((up) => ({ points: [1, 0, -1], counts: [up, 80 - up, 20] }))).pValue.toFixed(4) // => "0.1896"
 */
export function meanScoreTest(groups: readonly Sample[]): MeanScoreResult {
  const caller = "meanScoreTest";
  requireGroups(caller, groups);
  const joint = jointTable(caller, groups);
  for (const point of joint.points)
    requireDomain(Math.abs(point) < 1e150, `${caller} requires values below 1e150`, point);
  const { share, means } = scoreVariance(joint, joint.points);
  const degreesOfFreedom = groups.length - 1;
  const statistic = Math.max(0, joint.n - 1) * share;
  const pValue = chiSquaredSurvival(statistic, degreesOfFreedom);
  return { test: "mean-score", alternative: "two-sided", statistic, degreesOfFreedom, pValue, means };
}

/** Share of the variance of scores that is between groups, and the groups' means. */
export function scoreVariance(
  { counts, sizes, totals, n }: JointTable,
  scores: readonly number[],
): { readonly share: number; readonly means: number[]; readonly squares: number } {
  const rough = sum(scores.map((score, i) => score * ((totals[i] as number) / n)));
  // Deviations first: squares of large scores would leave nothing of small spreads.
  const deviations = scores.map((score) => score - rough);
  const rest = sum(deviations.map((deviation, i) => deviation * ((totals[i] as number) / n)));
  const squares = sum(deviations.map((deviation, i) => (deviation - rest) ** 2 * (totals[i] as number)));
  const offsets = counts.map(
    (row, group) =>
      sum(row.map((count, i) => count * ((deviations[i] as number) - rest))) / (sizes[group] as number),
  );
  const between = sum(offsets.map((offset, group) => offset * offset * (sizes[group] as number)));
  return {
    share: totals.length > 1 ? Math.min(1, between / squares) : 0,
    means: offsets.map((offset) => rough + rest + offset),
    squares: totals.length > 1 ? squares : 0,
  };
}
