import { studentizedRangeQuantile, studentizedRangeSurvival } from "../distributions/studentized-range.ts";
import { studentTSurvival } from "../distributions/student-t.ts";
import { requireLevel } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { requireGroups, varyingGroups, withinGroups } from "./one-way-anova.ts";
import type { Sample } from "./sample.ts";

/** One pair of groups in a comparison of all pairs. */
export interface PairwiseComparison {
  /** Index of the first group. */
  readonly first: number;
  /** Index of the second group, above `first`. */
  readonly second: number;
  /** Mean of the first minus mean of the second. */
  readonly difference: number;
  readonly standardError: number;
  /** Difference in standard errors. */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** P-value that allows for all pairs: at most 5 % of families with no difference have one below 0.05. */
  readonly pValue: number;
  /** Interval of the difference; all intervals of the family hold together with the confidence level. */
  readonly interval: Interval;
}

/**
 * Tukey's honestly significant differences, after Kramer for groups of unequal size: which of several means differ? Assumes
 * one variance for all groups, as {@link oneWayAnova} does; {@link gamesHowell} does not.
 *
 * @param groups at least two samples
 * @param confidenceLevel of all intervals together, strictly between 0 and 1
 * @returns every pair once, in the order of the groups
 * @throws {RangeError} when there are fewer than two groups, no more answers than groups, no group varies, or the level is
 *   not strictly between 0 and 1
 * @source Tukey (1949), Comparing individual means in the analysis of variance, Biometrics 5(2) 99–114; Kramer (1956),
 *   Extension of multiple range tests to group means with unequal numbers of replications, Biometrics 12(3) 307–310
 * @example tukeyHsd([[7, 8, 6, 9, 7], [5, 6, 7, 5, 4, 6], [8, 9, 9, 7]]).map(({ pValue }) => pValue.toFixed(4)) // => ["0.0296", "0.4772", "0.0044"]
 */
export function tukeyHsd(groups: readonly Sample[], confidenceLevel = 0.95): PairwiseComparison[] {
  const caller = "tukeyHsd";
  requireGroups(caller, groups);
  requireLevel(caller, confidenceLevel);
  const { moments, within, degreesOfFreedomWithin } = withinGroups(caller, groups);
  const variance = within / degreesOfFreedomWithin;
  const critical = rangeCriticalValue(confidenceLevel, moments.length, degreesOfFreedomWithin);
  return allPairs(moments, (one, other) => ({
    standardError: Math.sqrt(variance * (1 / one.n + 1 / other.n)),
    degreesOfFreedom: degreesOfFreedomWithin,
    critical,
  }));
}

/**
 * Games–Howell comparisons: which of several means differ, when their variances differ? The default after
 * {@link welchAnova}: each pair has its own Welch standard error and degrees of freedom.
 *
 * @param groups at least two samples that each vary; five answers or more in each keep the level
 * @param confidenceLevel of all intervals together, strictly between 0 and 1
 * @returns every pair once, in the order of the groups
 * @throws {RangeError} when there are fewer than two groups, one does not vary, or the level is not strictly between 0 and 1
 * @source Games and Howell (1976), Pairwise multiple comparison procedures with unequal n's and/or variances: a Monte Carlo
 *   study, Journal of Educational Statistics 1(2) 113–125
 * @example gamesHowell([[7, 8, 6, 9, 7], [5, 6, 7, 5, 4, 6], [8, 9, 9, 7]]).map(({ pValue }) => pValue.toFixed(4)) // => ["0.0486", "0.4821", "0.0088"]
 */
export function gamesHowell(groups: readonly Sample[], confidenceLevel = 0.95): PairwiseComparison[] {
  const caller = "gamesHowell";
  requireLevel(caller, confidenceLevel);
  const moments = varyingGroups(caller, groups);
  return allPairs(moments, (one, other) => {
    const [first, second] = [one.variance / one.n, other.variance / other.n];
    const variance = first + second;
    const degreesOfFreedom =
      1 / ((first / variance) ** 2 / (one.n - 1) + (second / variance) ** 2 / (other.n - 1));
    const critical = rangeCriticalValue(confidenceLevel, moments.length, degreesOfFreedom);
    return { standardError: Math.sqrt(variance), degreesOfFreedom, critical };
  });
}

interface Group {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

function allPairs(
  groups: readonly Group[],
  scale: (
    one: Group,
    other: Group,
  ) => { readonly standardError: number; readonly degreesOfFreedom: number; readonly critical: number },
): PairwiseComparison[] {
  return groups.flatMap((one, first) =>
    groups.slice(first + 1).map((other, offset): PairwiseComparison => {
      const { standardError, degreesOfFreedom, critical } = scale(one, other);
      const difference = one.mean - other.mean;
      const statistic = difference / standardError;
      const margin = critical * standardError;
      return {
        first,
        second: first + 1 + offset,
        difference,
        standardError,
        statistic,
        degreesOfFreedom,
        pValue: rangePValue(Math.abs(statistic), groups.length, degreesOfFreedom),
        interval: { low: difference - margin, high: difference + margin },
      };
    }),
  );
}

/** Standard errors of a difference that cover all pairs together. */
/** Far out the pairs no longer overlap, and the sum of their own tails is that of the range, to every digit. */
function rangePValue(t: number, groups: number, degreesOfFreedom: number): number {
  const sum = groups * (groups - 1) * studentTSurvival(t, degreesOfFreedom);
  return sum < 1e-280 ? sum : studentizedRangeSurvival(t * Math.SQRT2, groups, degreesOfFreedom);
}

function rangeCriticalValue(confidenceLevel: number, groups: number, degreesOfFreedom: number): number {
  return studentizedRangeQuantile(confidenceLevel, groups, degreesOfFreedom) / Math.SQRT2;
}
