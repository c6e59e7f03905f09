import { twoSidedNormalPValue } from "../differences/difference-test.ts";
import { holm } from "./adjust-p-values.ts";
import { scoreVariance } from "./kruskal-wallis.ts";
import { requireGroups } from "./one-way-anova.ts";
import { type Sample, jointTable, midranks } from "./sample.ts";

/** One pair of groups in a comparison of mean ranks. */
export interface DunnComparison {
  /** Index of the first group. */
  readonly first: number;
  /** Index of the second group, above `first`. */
  readonly second: number;
  /** Mean rank of the first minus mean rank of the second, ranks in all answers. */
  readonly difference: number;
  /** Difference in standard errors. */
  readonly statistic: number;
  /** Two-sided p-value of this pair alone. */
  readonly pValue: number;
  /** P-value that allows for all pairs. */
  readonly adjustedPValue: number;
}

/** How {@link dunnTest} allows for many pairs. */
export interface DunnOptions {
  /** Adjustment of the p-values of all pairs; {@link holm} unless told. */
  readonly adjustment?: (pValues: readonly number[]) => number[];
}

/**
 * Dunn's test: in which of several groups do answers tend to be higher? The comparison of all pairs after
 * {@link kruskalWallis}, on the same ranks and corrected for ties.
 *
 * Where all answers are tied, statistics are 0 and p-values 1.
 *
 * @param groups at least two samples
 * @param options how p-values are adjusted
 * @returns every pair once, in the order of the groups
 * @throws {RangeError} when there are fewer than two groups, one is empty, or a value is not finite
 * @source Dunn (1964), Multiple comparisons using rank sums, Technometrics 6(3) 241–252
 * @example dunnTest([[7, 8, 6, 9, 7], [5, 6, 7, 5, 4, 6], [8, 9, 9, 7]]).map((pair) => pair.adjustedPValue.toFixed(4)) // => ["0.0833", "0.3961", "0.0157"]
 */
export function dunnTest(
  groups: readonly Sample[],
  { adjustment = holm }: DunnOptions = {},
): DunnComparison[] {
  const caller = "dunnTest";
  requireGroups(caller, groups);
  const joint = jointTable(caller, groups);
  const { means, squares } = scoreVariance(joint, midranks(joint.totals));
  const variance = joint.n > 1 ? squares / (joint.n - 1) : 0;
  const pairs = groups.flatMap((_, first) =>
    groups.slice(first + 1).map((__, offset) => {
      const second = first + 1 + offset;
      const difference = (means[first] as number) - (means[second] as number);
      const error = Math.sqrt(
        variance * (1 / (joint.sizes[first] as number) + 1 / (joint.sizes[second] as number)),
      );
      const statistic = error > 0 ? difference / error : 0;
      return { first, second, difference, statistic, pValue: twoSidedNormalPValue(statistic) };
    }),
  );
  const adjusted = adjustment(pairs.map(({ pValue }) => pValue));
  return pairs.map((pair, index) => ({ ...pair, adjustedPValue: adjusted[index] as number }));
}
