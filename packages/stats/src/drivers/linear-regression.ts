import { requireLevel, studentTCriticalValue } from "../critical-value.ts";
import { fSurvival } from "../distributions/f-distribution.ts";
import { studentTSurvival } from "../distributions/student-t.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { completeCases, type PredictorRow } from "./complete-cases.ts";
import { dot, largestOf, lengthOf, meanOf, type Orthogonal, orthogonal } from "./orthogonal.ts";

/** One coefficient of a linear regression. */
export interface Coefficient {
  /** Change of the outcome by one unit of the predictor, the others held; of the intercept, the outcome at 0 everywhere. */
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly statistic: number;
  /** Two-sided, of Student's t. */
  readonly pValue: number;
  /** Standard error that unequal variances do not disturb (HC3); `null` where a respondent alone decides a coefficient. */
  readonly robustStandardError: number | null;
}

/** Coefficient of a predictor. */
export interface PredictorCoefficient extends Coefficient {
  /** In standard deviations of the outcome by one standard deviation of the predictor. */
  readonly standardized: number;
  /** How many times larger the others make the variance of this coefficient; above 5 or 10 it is hard to tell them apart. */
  readonly varianceInflation: number;
}

/** A least-squares regression with everything its readers ask for. */
export interface LinearRegression {
  readonly intercept: Coefficient;
  /** In the order of the predictors. */
  readonly coefficients: readonly PredictorCoefficient[];
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  /** F test of all coefficients together. */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly denominatorDegreesOfFreedom: number;
  readonly pValue: number;
  readonly residualStandardError: number;
  /** Respondents it rests on, and those left out for a missing answer. */
  readonly n: number;
  readonly incomplete: number;
  readonly confidenceLevel: number;
}

/**
 * Linear regression of an outcome on predictors with an intercept, by least squares through an orthogonal decomposition of
 * the centered and scaled predictors: ill-conditioned data keep their digits, where normal equations lose them.
 *
 * A coefficient says what goes with the outcome when the other predictors are held, not what causes it. Which predictor
 * matters most is better asked of {@link shapleyImportance} or {@link relativeWeights}, since standardized coefficients of
 * correlated items trade places by chance. **Base**: respondents with every answer.
 *
 * @param predictors one row a respondent; `null` leaves the respondent out, counted in `incomplete`
 * @param outcome in the order of the rows
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when there are not more complete rows than coefficients, the outcome or a predictor does not vary, a
 *   predictor is a combination of others, or a value is not finite
 * @source Longley (1967), An appraisal of least squares programs for the electronic computer from the point of view of the
 *   user, JASA 62(319) 819–841; MacKinnon and White (1985), Journal of Econometrics 29(3) 305–325 (HC3)
 * @example linearRegression([[1], [2], [3], [4]], [2, 4, 5, 8]).coefficients[0]?.estimate.toFixed(2) // => "1.90"
 */
export function linearRegression(
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
  confidenceLevel = 0.95,
): LinearRegression {
  requireLevel("linearRegression", confidenceLevel);
  const { rows, outcome: answers, incomplete } = completeCases("linearRegression", predictors, outcome);
  const n = rows.length;
  const width = rows[0]?.length ?? 0;
  const left = n - width - 1;
  requireDomain(left > 0, `linearRegression requires more complete rows than ${width + 1} coefficients`, n);
  const decomposed = orthogonal("linearRegression", rows);
  const { means, lengths, basis, inverse } = decomposed;
  const center = meanOf(answers);
  const deviations = answers.map((answer) => answer - center);
  const total = lengthOf(deviations);
  requireDomain(
    total > 1e-13 * largestOf(answers) * Math.sqrt(n),
    "linearRegression requires an outcome that varies",
    center,
  );
  requireDomain(
    total > 1e-75 && total < 1e75,
    "linearRegression requires an outcome that varies by 1e-75 to 1e75",
    total,
  );
  const { scores, residuals } = projected(basis, deviations);
  const scaled = inverse.map((row) => dot(row, scores));
  const estimates = scaled.map((value, j) => value / (lengths[j] as number));
  const unexplained = lengthOf(residuals);
  const rSquared = Math.max(0, 1 - (unexplained / total) ** 2);
  const residualStandardError = unexplained / Math.sqrt(left);
  const t = studentTCriticalValue("linearRegression", confidenceLevel, left);
  const robust = robustErrors(decomposed, residuals);
  const coefficient = (estimate: number, share: number, robustStandardError: number | null): Coefficient => {
    const standardError = residualStandardError * share;
    const statistic = ratio(estimate, standardError);
    return {
      estimate,
      standardError,
      interval: { low: estimate - t * standardError, high: estimate + t * standardError },
      statistic,
      pValue: 2 * studentTSurvival(Math.abs(statistic), left),
      robustStandardError,
    };
  };
  const shifts = inverse.map(
    (_, k) =>
      -dot(
        means,
        inverse.map((row, j) => (row[k] as number) / (lengths[j] as number)),
      ),
  );
  const explained = scores.reduce((sum, score) => sum + score * score, 0);
  const statistic = ratio(explained / width, residualStandardError ** 2);
  return {
    intercept: coefficient(
      center - dot(estimates, means),
      Math.hypot(1 / Math.sqrt(n), lengthOf(shifts)),
      robust?.intercept ?? null,
    ),
    coefficients: estimates.map((estimate, j) => {
      const spread = lengthOf(inverse[j] as number[]);
      return {
        ...coefficient(estimate, spread / (lengths[j] as number), robust?.coefficients[j] ?? null),
        standardized: (scaled[j] as number) / total,
        varianceInflation: spread ** 2,
      };
    }),
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (n - 1)) / left,
    statistic,
    degreesOfFreedom: width,
    denominatorDegreesOfFreedom: left,
    pValue: fSurvival(statistic, width, left),
    residualStandardError,
    n,
    incomplete,
    confidenceLevel,
  };
}

/** What of the outcome lies along the basis, and what is left; taken off one direction at a time, so that little cancels. */
function projected(basis: readonly (readonly number[])[], deviations: readonly number[]) {
  const residuals = [...deviations];
  const scores = (basis[0] ?? []).map(() => 0);
  for (let pass = 0; pass < 2; pass++)
    scores.forEach((_, j) => {
      const product = basis.reduce((sum, row, i) => sum + (row[j] as number) * (residuals[i] as number), 0);
      scores[j] = (scores[j] as number) + product;
      basis.forEach((row, i) => {
        residuals[i] = (residuals[i] as number) - product * (row[j] as number);
      });
    });
  return { scores, residuals };
}

/** HC3: squares of each respondent's influence, with residuals as if that respondent had been left out. */
function robustErrors({ means, lengths, basis, inverse }: Orthogonal, residuals: readonly number[]) {
  const n = basis.length;
  const sums = inverse.map(() => 0);
  let intercept = 0;
  for (const [i, row] of basis.entries()) {
    const leverage = 1 / n + dot(row, row);
    if (leverage > 1 - 1e-12) return null;
    const residual = (residuals[i] as number) / (1 - leverage);
    const influence = inverse.map((triangle, j) => (dot(triangle, row) / (lengths[j] as number)) * residual);
    influence.forEach((value, j) => {
      sums[j] = (sums[j] as number) + value * value;
    });
    intercept += (residual / n - dot(means, influence)) ** 2;
  }
  return { coefficients: sums.map(Math.sqrt), intercept: Math.sqrt(intercept) };
}

/** A test statistic that JSON can carry: where nothing is left unexplained, the largest number in place of infinity. */
function ratio(value: number, error: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value === 0 ? 0 : value / error));
}
