import { sumDistribution, tailsAt } from "./conditional-sums.ts";
import { type JointTable, type Sample, jointTable, midranks, requireWhole, sumOfCubes } from "./sample.ts";
import { alternativeOf, exactPValue, finiteRatio, normalPValue } from "./tail-probability.ts";
import type { Alternative, TestOptions, TestResult } from "./test-result.ts";

/** A rank test of two samples. */
export interface MannWhitneyResult extends TestResult {
  /** Pairs of one from each sample in which the first is higher, ties by half. */
  readonly u1: number;
  /** Pairs in which the second is higher, ties by half. */
  readonly u2: number;
  /** Share `u1` of all pairs: the chance that one of the first sample beats one of the second, ties by half. */
  readonly auc: number;
  /** `2·auc − 1`, from −1 (every one of the second is higher) to 1. */
  readonly cliffsDelta: number;
}

/**
 * Mann–Whitney (Wilcoxon rank sum) test of two independent samples, with the normal approximation corrected for ties: do
 * answers of the first tend to be higher? The default for ordinal ratings.
 *
 * Its null hypothesis is one distribution for both. Where they may differ in spread and the question is only which tends to
 * be higher, take {@link brunnerMunzel}; for a few answers, {@link mannWhitneyExact}. Where all answers are tied, the
 * statistic is 0 and the p-value 1.
 *
 * @param a first sample
 * @param b second sample
 * @param options alternative "greater": the first tends to be higher
 * @throws {RangeError} when a sample is empty or a value not finite
 * @source Mann and Whitney (1947), On a test of whether one of two random variables is stochastically larger than the
 *   other, The Annals of Mathematical Statistics 18(1) 50–60; Lehmann (1975), Nonparametrics, for ties
 * @example mannWhitney([5, 4, 7, 7, 6], [2, 5, 4, 3, 3]).pValue.toFixed(4) // => "0.0264"
 */
export function mannWhitney(a: Sample, b: Sample, options?: TestOptions): MannWhitneyResult {
  return asymptotic("mannWhitney", "mann-whitney", a, b, options, 0);
}

/**
 * Mann–Whitney test with the continuity correction of ½: what R's `wilcox.test` and SciPy give by default. A little
 * timid; the difference vanishes as samples grow.
 *
 * @param a first sample
 * @param b second sample
 * @param options alternative "greater": the first tends to be higher
 * @throws {RangeError} when a sample is empty or a value not finite
 * @source Lehmann (1975), Nonparametrics: Statistical Methods Based on Ranks, section 1.2
 * @example mannWhitneyCorrected([5, 4, 7, 7, 6], [2, 5, 4, 3, 3]).pValue.toFixed(4) // => "0.0345"
 */
export function mannWhitneyCorrected(a: Sample, b: Sample, options?: TestOptions): MannWhitneyResult {
  return asymptotic("mannWhitneyCorrected", "mann-whitney-corrected", a, b, options, 0.5);
}

/**
 * Exact Mann–Whitney test: the rank sum among all ways to split the answers between the samples. Ties are welcome; the
 * distribution is then the one given these ties.
 *
 * Two-sided, it doubles the smaller tail.
 *
 * @param a first sample, whole counts
 * @param b second sample, whole counts; up to about 150 answers together
 * @param options alternative "greater": the first tends to be higher
 * @returns `statistic` is `u1` above its expectation
 * @throws {RangeError} when a sample is empty, a count not whole, or the distribution would take more than 5e8 steps
 * @source Mann and Whitney (1947), The Annals of Mathematical Statistics 18(1) 50–60
 * @example mannWhitneyExact([5.9, 5.7, 6.1, 6.4], [4.2, 5.8, 4.9, 5.1]).pValue.toFixed(4) // => "0.0571"
 */
export function mannWhitneyExact(a: Sample, b: Sample, options?: TestOptions): MannWhitneyResult {
  const caller = "mannWhitneyExact";
  const alternative = alternativeOf(caller, options);
  const joint = jointTable(caller, [a, b]);
  for (const row of joint.counts) requireWhole(caller, row);
  const [n1, n2] = joint.sizes as [number, number];
  const ranks = midranks(joint.totals);
  // Half ranks become whole when all are doubled.
  const scale = ranks.every(Number.isInteger) ? 1 : 2;
  const points = ranks.map((rank) => (rank - (ranks[0] as number)) * scale);
  const smaller = n1 <= n2 ? 0 : 1;
  const chosen = joint.counts[smaller] as readonly number[];
  const rankSum = points.reduce((total, point, index) => total + point * (chosen[index] as number), 0);
  const distribution = sumDistribution(caller, points, joint.totals, Math.min(n1, n2));
  const tails = tailsAt(distribution, rankSum);
  const [atMost, atLeast] = smaller === 0 ? [tails.atMost, tails.atLeast] : [tails.atLeast, tails.atMost];
  const pairs = countPairs(joint);
  return {
    test: "mann-whitney-exact",
    alternative,
    statistic: (pairs.u1 - pairs.u2) / 2,
    pValue: exactPValue(atMost, atLeast, alternative),
    ...pairs,
  };
}

/** Pairs of one answer of each of two samples, by which is higher, ties by half. */
export function countPairs({ counts, sizes }: JointTable): Omit<MannWhitneyResult, keyof TestResult> {
  const [first, second] = counts as [readonly number[], readonly number[]];
  let u1 = 0;
  let u2 = 0;
  let firstBelow = 0;
  let secondBelow = 0;
  first.forEach((mine, index) => {
    const theirs = second[index] as number;
    u1 += mine * (secondBelow + theirs / 2);
    u2 += theirs * (firstBelow + mine / 2);
    firstBelow += mine;
    secondBelow += theirs;
  });
  const pairs = (sizes[0] as number) * (sizes[1] as number);
  return { u1, u2, auc: u1 / pairs, cliffsDelta: (u1 - u2) / pairs };
}

function asymptotic(
  caller: string,
  test: string,
  a: Sample,
  b: Sample,
  options: TestOptions | undefined,
  correction: number,
): MannWhitneyResult {
  const alternative = alternativeOf(caller, options);
  const joint = jointTable(caller, [a, b]);
  const { n, sizes, totals } = joint;
  const pairs = countPairs(joint);
  const variance =
    n > 1
      ? (((sizes[0] as number) * (sizes[1] as number)) / 12) * ((n ** 3 - sumOfCubes(totals)) / (n * (n - 1)))
      : 0;
  const deviation = corrected((pairs.u1 - pairs.u2) / 2, correction, alternative);
  const statistic = variance > 0 ? finiteRatio(deviation, Math.sqrt(variance)) : 0;
  return { test, alternative, statistic, pValue: normalPValue(statistic, alternative), ...pairs };
}

/** A deviation moved towards the null hypothesis, never past it where both sides count. */
function corrected(deviation: number, correction: number, alternative: Alternative): number {
  if (alternative === "greater") return deviation - correction;
  if (alternative === "less") return deviation + correction;
  return Math.sign(deviation) * Math.max(0, Math.abs(deviation) - correction);
}
