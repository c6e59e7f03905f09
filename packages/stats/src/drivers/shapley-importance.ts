import { requireDomain } from "../domain.ts";
import type { PredictorRow } from "./complete-cases.ts";
import { correlationsOf, explainedBySets } from "./correlations.ts";

/** How much of an outcome's variance each predictor accounts for. */
export interface Importance {
  /** Part of the outcome's variance, 0…1, in the order of the predictors; they sum to `rSquared`. */
  readonly values: readonly number[];
  /** The same as shares of the explained variance, summing to 1; `null` when nothing is explained. */
  readonly shares: readonly number[] | null;
  readonly rSquared: number;
  /** Respondents it rests on, and those left out for a missing answer. */
  readonly n: number;
  readonly incomplete: number;
}

/** A way to say how important predictors are: {@link shapleyImportance}, {@link relativeWeights}. */
export type ImportanceMethod = (
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
) => Importance;

/**
 * Importance of predictors by averaging over orders: what each adds to the explained variance, on average over all orders in
 * which the predictors can enter. Known as LMG, or as the Shapley value of the explained variance.
 *
 * Fair to correlated predictors, which share what they explain together; a predictor without any effect of its own gets a
 * share when it goes with one that has. {@link relativeWeights} gives nearly the same for any number of predictors.
 * **Base**: respondents with every answer.
 *
 * @param predictors one row a respondent, up to 15 predictors; `null` leaves the respondent out
 * @param outcome in the order of the rows
 * @throws {RangeError} when there are more than 15 predictors, not more complete rows than coefficients, the outcome or a
 *   predictor does not vary, or a predictor is a combination of others
 * @source Lindeman, Merenda and Gold (1980), Introduction to bivariate and multivariate analysis, Scott Foresman; Lipovetsky
 *   and Conklin (2001), Analysis of regression in game theory approach, Applied Stochastic Models in Business and Industry
 *   17(4) 319–330
 * @example shapleyImportance([[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]], [1, 2, 3, 4, 5]).values.map((v) => v.toFixed(2)) // => ["0.68", "0.32"]
 */
export function shapleyImportance(
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
): Importance {
  const width = predictors[0]?.length ?? 0;
  requireDomain(width <= 15, "shapleyImportance requires at most 15 predictors", width);
  const correlations = correlationsOf("shapleyImportance", predictors, outcome);
  const explained = explainedBySets(correlations);
  // Weight of a set of k others: k! (p − 1 − k)! / p!
  const weights = [1 / width];
  for (let k = 1; k < width; k++) weights.push(((weights[k - 1] as number) * k) / (width - k));
  const values = correlations.outcome.map((_, j) => {
    let sum = 0;
    for (let set = 0; set < explained.length; set++) {
      if (set & (1 << j)) continue;
      sum +=
        (weights[bits(set)] as number) * ((explained[set | (1 << j)] as number) - (explained[set] as number));
    }
    return sum;
  });
  return importance(values, correlations);
}

/** An importance from its values. */
export function importance(
  values: readonly number[],
  { n, incomplete }: { readonly n: number; readonly incomplete: number },
): Importance {
  const rSquared = values.reduce((sum, value) => sum + value, 0);
  return {
    values,
    shares: rSquared > 0 ? values.map((value) => value / rSquared) : null,
    rSquared,
    n,
    incomplete,
  };
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}
