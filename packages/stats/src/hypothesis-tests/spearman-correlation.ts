import { type Pairs, pairCells, pairSide } from "./pairs.ts";
import { type CorrelationResult, correlationTest } from "./pearson-correlation.ts";
import { type Sample, midranks, tabulated } from "./sample.ts";
import type { IntervalTestOptions } from "./test-result.ts";

/**
 * Spearman's rank correlation, ties at their average rank, with the t test against 0 and the interval of Bonett and Wright:
 * do higher ratings of one thing go with higher ratings of another? {@link kendallTauB} answers the same with a tie-corrected
 * test and a number that is a difference of probabilities.
 *
 * Where all pairs have the same order, the statistic is ±`Number.MAX_VALUE` in place of infinity and the interval has no
 * width; with three pairs the interval is −1…1.
 *
 * @param pairs two values of each subject, or their counts over two scales; more than 2
 * @param options alternative "greater": the correlation is above 0
 * @throws {RangeError} when there are not more than 2 pairs, one side does not vary, or the level is not strictly between 0
 *   and 1
 * @source Spearman (1904), The proof and measurement of association between two things, American Journal of Psychology
 *   15(1) 72–101; Bonett and Wright (2000), Sample size requirements for estimating Pearson, Kendall and Spearman
 *   correlations, Psychometrika 65(1) 23–28
 * @example spearmanCorrelation({ first: [9, 10, 7, 6, 8], second: [5, 5, 4, 3, 3] }).correlation.toFixed(4) // => "0.7906"
 */
export function spearmanCorrelation(pairs: Pairs, options: IntervalTestOptions = {}): CorrelationResult {
  const caller = "spearmanCorrelation";
  const cells = pairCells(caller, pairs);
  const ranked = {
    ...cells,
    first: ranksOf(caller, cells.first, pairSide(cells, "first")),
    second: ranksOf(caller, cells.second, pairSide(cells, "second")),
  };
  return correlationTest(caller, "spearman-correlation", ranked, options, (r) => 1 + (r * r) / 2);
}

function ranksOf(caller: string, values: readonly number[], side: Sample): number[] {
  const { points, counts } = tabulated(caller, side);
  const ranks = midranks(counts);
  const rankAt = new Map(points.map((point, index) => [point, ranks[index] as number]));
  return values.map((value) => rankAt.get(value) as number);
}
