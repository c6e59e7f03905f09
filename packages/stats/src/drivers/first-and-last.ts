import type { PredictorRow } from "./complete-cases.ts";
import { correlationsOf, explainedBySets } from "./correlations.ts";
import { requireDomain } from "../domain.ts";

/** What each predictor explains alone, and what it adds to all others. */
export interface FirstAndLast {
  /** Explained variance of each predictor alone: its squared correlation with the outcome. */
  readonly first: readonly number[];
  /** What explained variance would lose without it. */
  readonly last: readonly number[];
  readonly rSquared: number;
  readonly n: number;
  readonly incomplete: number;
}

/**
 * Explained variance of each predictor alone ("first") and on top of all others ("last"). A predictor with much of the one
 * and little of the other explains what others explain as well. {@link shapleyImportance} lies between.
 *
 * @param predictors one row a respondent, up to 15 predictors; `null` leaves the respondent out
 * @param outcome in the order of the rows
 * @throws {RangeError} as {@link shapleyImportance}
 * @source Grömping (2006), Relative importance for linear regression in R, Journal of Statistical Software 17(1)
 * @example firstAndLast([[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]], [1, 2, 3, 4, 5]).last.map((v) => v.toFixed(2)) // => ["0.36", "0.00"]
 */
export function firstAndLast(
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
): FirstAndLast {
  const width = predictors[0]?.length ?? 0;
  requireDomain(width <= 15, "firstAndLast requires at most 15 predictors", width);
  const correlations = correlationsOf("firstAndLast", predictors, outcome);
  const explained = explainedBySets(correlations);
  const all = explained.length - 1;
  const rSquared = explained[all] as number;
  return {
    first: correlations.outcome.map((r) => r * r),
    last: correlations.outcome.map((_, j) => Math.max(0, rSquared - (explained[all ^ (1 << j)] as number))),
    rSquared,
    n: correlations.n,
    incomplete: correlations.incomplete,
  };
}
