import { requireDomain } from "../domain.ts";
import { fOfGroups, requireGroups } from "./one-way-anova.ts";
import { type Sample, type Tabulated, tabulated } from "./sample.ts";
import type { TestResult } from "./test-result.ts";

/**
 * Levene's test of equal spread in several groups: an analysis of variance of the distances from each group's mean.
 * {@link brownForsythe} is safer on skewed answers, which ratings are.
 *
 * @param groups at least two samples
 * @throws {RangeError} when there are fewer than two groups, no more answers than groups, or all are equally far from
 *   their group's mean
 * @source Levene (1960), Robust tests for equality of variances, Contributions to Probability and Statistics 278–292
 * @example levene([[7, 8, 6, 9, 7], [5, 6, 9, 5, 1, 6]]).pValue.toFixed(4) // => "0.3822"
 */
export function levene(groups: readonly Sample[]): TestResult {
  return spread("levene", "levene", groups, weightedMean);
}

/**
 * Brown–Forsythe test of equal spread in several groups: Levene's with distances from each group's median, which keeps its
 * level on skewed answers.
 *
 * @param groups at least two samples
 * @throws {RangeError} when there are fewer than two groups, no more answers than groups, or all are equally far from
 *   their group's median
 * @source Brown and Forsythe (1974), Robust tests for the equality of variances, JASA 69(346) 364–367
 * @example brownForsythe([[7, 8, 6, 9, 7], [5, 6, 9, 5, 1, 6]]).pValue.toFixed(4) // => "0.3578"
 */
export function brownForsythe(groups: readonly Sample[]): TestResult {
  return spread("brownForsythe", "brown-forsythe", groups, weightedMedian);
}

function spread(
  caller: string,
  test: string,
  groups: readonly Sample[],
  center: (table: Tabulated) => number,
): TestResult {
  requireGroups(caller, groups);
  const distances = groups.map((group) => {
    const table = tabulated(caller, group);
    const middle = center(table);
    return { points: table.points.map((point) => Math.abs(point - middle)), counts: table.counts };
  });
  const { statistic, degreesOfFreedom, denominatorDegreesOfFreedom, pValue } = fOfGroups(caller, distances);
  return { test, alternative: "two-sided", statistic, degreesOfFreedom, denominatorDegreesOfFreedom, pValue };
}

function weightedMean({ points, counts, n }: Tabulated): number {
  const rough = points.reduce((total, point, i) => total + point * (counts[i] as number), 0) / n;
  return rough + points.reduce((total, point, i) => total + (point - rough) * (counts[i] as number), 0) / n;
}

function weightedMedian({ points, counts, n }: Tabulated): number {
  let below = 0;
  for (const [index, point] of points.entries()) {
    below += counts[index] as number;
    if (below > n / 2) return point;
    // Half of the answers lie at or below this point: the median is between it and the next.
    if (below === n / 2) return (point + (points[index + 1] as number)) / 2;
  }
  requireDomain(false, "weightedMedian requires counts that are not all 0", n);
  return points.at(-1) as number;
}
