import type { PredictorRow } from "./complete-cases.ts";
import { correlationsOf } from "./correlations.ts";
import { dot } from "./orthogonal.ts";
import { importance, type Importance } from "./shapley-importance.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/**
 * Johnson's relative weights: importance of predictors by way of the orthogonal variables closest to them.
 *
 * Nearly {@link shapleyImportance}, without its 2ᵖ regressions: for any number of predictors. Between two predictors both are
 * equal. **Base**: respondents with every answer.
 *
 * @param predictors one row a respondent; `null` leaves the respondent out
 * @param outcome in the order of the rows
 * @throws {RangeError} when there are not more complete rows than coefficients, the outcome or a predictor does not vary, or a
 *   predictor is a combination of others
 * @source Johnson (2000), A heuristic method for estimating the relative weight of predictor variables in multiple
 *   regression, Multivariate Behavioral Research 35(1) 1–19
 * @example relativeWeights([[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]], [1, 2, 3, 4, 5]).shares?.map((s) => s.toFixed(2)) // => ["0.68", "0.32"]
 */
export function relativeWeights(
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
): Importance {
  const correlations = correlationsOf("relativeWeights", predictors, outcome);
  const { values: eigenvalues, vectors } = symmetricEigen(correlations.predictors);
  // Symmetric root of the correlations, and of their inverse.
  const root = (power: number) =>
    vectors.map((left) =>
      vectors.map((right) =>
        eigenvalues.reduce(
          (sum, value, k) => sum + (left[k] as number) * (right[k] as number) * value ** power,
          0,
        ),
      ),
    );
  const loadings = root(0.5);
  const weights = root(-0.5).map((row) => dot(row, correlations.outcome) ** 2);
  return importance(
    loadings.map((row) =>
      row.reduce((sum, loading, k) => sum + loading * loading * (weights[k] as number), 0),
    ),
    correlations,
  );
}
