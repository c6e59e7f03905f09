import { normalCriticalValue } from "../critical-value.ts";
import { twoSidedNormalPValue } from "../differences/difference-test.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { completeCases, type PredictorRow } from "./complete-cases.ts";
import { dot, orthogonal } from "./orthogonal.ts";

/** One coefficient of a logistic regression. */
export interface LogisticCoefficient {
  /** Change of the log odds by one unit of the predictor; of the intercept, the log odds at 0 everywhere. */
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** Wald statistic. */
  readonly statistic: number;
  readonly pValue: number;
  /** Factor on the odds, `exp(estimate)`, and its interval. */
  readonly oddsRatio: number;
  readonly oddsRatioInterval: Interval;
}

/** A logistic regression of a yes-or-no outcome. */
export interface LogisticRegression {
  readonly intercept: LogisticCoefficient;
  readonly coefficients: readonly LogisticCoefficient[];
  readonly logLikelihood: number;
  /** Log likelihood of the intercept alone. */
  readonly nullLogLikelihood: number;
  /** 1 − logLikelihood / nullLogLikelihood. */
  readonly mcFaddenRSquared: number;
  /** Respondents it rests on, those of them with outcome 1, and those left out for a missing answer. */
  readonly n: number;
  readonly events: number;
  readonly incomplete: number;
  readonly confidenceLevel: number;
}

/**
 * Logistic regression of an outcome of 0 and 1 (recommends or not, stays or leaves) on predictors with an intercept, by
 * maximum likelihood. For an outcome on a scale there is {@link linearRegression}. **Base**: respondents with every answer;
 * some ten of the rarer outcome for each predictor make it trustworthy.
 *
 * @param predictors one row a respondent; `null` leaves the respondent out, counted in `incomplete`
 * @param outcome 0, 1 or `null`, in the order of the rows
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when an outcome is something else, all are equal, there are not more complete rows than coefficients, a
 *   predictor does not vary or is a combination of others, or predictors separate the outcomes, so that no estimate is finite
 * @source McCullagh and Nelder (1989), Generalized linear models, 2nd ed., chapter 4; Albert and Anderson (1984), On the
 *   existence of maximum likelihood estimates in logistic regression models, Biometrika 71(1) 1–10
 * @example logisticRegression([[1], [2], [3], [4], [5], [6]], [0, 0, 1, 0, 1, 1]).coefficients[0]?.estimate.toFixed(3) // => "1.214"
 */
export function logisticRegression(
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
  confidenceLevel = 0.95,
): LogisticRegression {
  const z = normalCriticalValue("logisticRegression", confidenceLevel);
  const { rows, outcome: answers, incomplete } = completeCases("logisticRegression", predictors, outcome);
  const n = rows.length;
  answers.forEach((answer) =>
    requireDomain(answer === 0 || answer === 1, "logisticRegression requires outcomes 0, 1 or null", answer),
  );
  const width = rows[0]?.length ?? 0;
  requireDomain(
    n > width + 1,
    `logisticRegression requires more complete rows than ${width + 1} coefficients`,
    n,
  );
  const events = answers.reduce((sum, answer) => sum + answer, 0);
  requireDomain(events > 0 && events < n, "logisticRegression requires both outcomes", `${events} of ${n}`);
  const { means, lengths, basis, inverse } = orthogonal("logisticRegression", rows);
  const design = basis.map((row) => [1 / Math.sqrt(n), ...row]);
  const { parameters, covariance, logLikelihood } = fitted(design, answers);
  // From the orthonormal basis back to the predictors; each line gives a coefficient from the parameters.
  const lines = inverse.map((row, j) => [0, ...row.map((value) => value / (lengths[j] as number))]);
  const origin = [
    1 / Math.sqrt(n),
    ...means.map(
      (_, k) =>
        -dot(
          means,
          lines.map((line) => line[k + 1] as number),
        ),
    ),
  ];
  const coefficient = (line: readonly number[]): LogisticCoefficient => {
    const estimate = dot(line, parameters);
    const standardError = Math.sqrt(
      dot(
        line,
        covariance.map((row) => dot(row, line)),
      ),
    );
    const interval = { low: estimate - z * standardError, high: estimate + z * standardError };
    const statistic = estimate / standardError;
    return {
      estimate,
      standardError,
      interval,
      statistic,
      pValue: twoSidedNormalPValue(statistic),
      oddsRatio: odds(estimate),
      oddsRatioInterval: { low: odds(interval.low), high: odds(interval.high) },
    };
  };
  const share = events / n;
  const nullLogLikelihood = n * (share * Math.log(share) + (1 - share) * Math.log1p(-share));
  return {
    intercept: coefficient(origin),
    coefficients: lines.map(coefficient),
    logLikelihood,
    nullLogLikelihood,
    mcFaddenRSquared: 1 - logLikelihood / nullLogLikelihood,
    n,
    events,
    incomplete,
    confidenceLevel,
  };
}

/** Newton's method with halved steps; the likelihood is concave, so it ends at the maximum or runs away. */
function fitted(design: readonly (readonly number[])[], answers: readonly number[]) {
  const width = design[0]?.length ?? 0;
  let parameters: number[] = Array.from({ length: width }, () => 0);
  let likelihood = logLikelihoodOf(design, answers, parameters);
  for (let step = 0; step < 100; step++) {
    const { gradient, information } = slopes(design, answers, parameters);
    const triangle = cholesky(information);
    if (!triangle) break;
    const move = solved(triangle, gradient);
    let size = 1;
    let next = parameters.map((value, j) => value + (move[j] as number));
    let reached = logLikelihoodOf(design, answers, next);
    while (!(reached >= likelihood - 1e-12 * Math.abs(likelihood)) && size > 1e-10) {
      size /= 2;
      next = parameters.map((value, j) => value + size * (move[j] as number));
      reached = logLikelihoodOf(design, answers, next);
    }
    parameters = next;
    likelihood = reached;
    const decrement = dot(gradient, move);
    if (decrement < 1e-22 * Math.max(1, Math.abs(likelihood))) {
      const last = cholesky(slopes(design, answers, parameters).information);
      if (last && likelihood < -1e-7)
        return { parameters, covariance: inverseOf(last), logLikelihood: likelihood };
      break;
    }
  }
  throw new RangeError(
    `logisticRegression requires outcomes that no predictors separate, got a log likelihood that nears ${likelihood.toPrecision(3)} without an end`,
  );
}

function logLikelihoodOf(
  design: readonly (readonly number[])[],
  answers: readonly number[],
  parameters: readonly number[],
): number {
  return design.reduce((sum, row, i) => {
    const score = (answers[i] === 1 ? 1 : -1) * dot(row, parameters);
    // log of the logistic function, without overflow at either end
    return sum + (score < 0 ? score - Math.log1p(Math.exp(score)) : -Math.log1p(Math.exp(-score)));
  }, 0);
}

function slopes(
  design: readonly (readonly number[])[],
  answers: readonly number[],
  parameters: readonly number[],
) {
  const gradient = parameters.map(() => 0);
  const information = parameters.map(() => parameters.map(() => 0));
  design.forEach((row, i) => {
    const probability = 1 / (1 + Math.exp(-dot(row, parameters)));
    const weight = probability * (1 - probability);
    row.forEach((value, j) => {
      gradient[j] = (gradient[j] as number) + value * ((answers[i] as number) - probability);
      const line = information[j] as number[];
      row.forEach((other, k) => {
        line[k] = (line[k] as number) + weight * value * other;
      });
    });
  });
  return { gradient, information };
}

/** Lower triangle of a positive definite matrix; `undefined` when it is none. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const lower: number[][] = [];
  for (const [i, source] of matrix.entries()) {
    const row: number[] = [];
    for (let j = 0; j < i; j++) {
      const other = lower[j] as number[];
      row.push(((source[j] as number) - dot(row, other.slice(0, j))) / (other[j] as number));
    }
    const rest = (source[i] as number) - dot(row, row);
    if (!(rest > 1e-300)) return undefined;
    lower.push([...row, Math.sqrt(rest)]);
  }
  return lower;
}

function solved(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const forward: number[] = [];
  lower.forEach((row, i) =>
    forward.push(((right[i] as number) - dot(row.slice(0, i), forward)) / (row[i] as number)),
  );
  const result = forward.map(() => 0);
  for (let i = lower.length - 1; i >= 0; i--) {
    let rest = forward[i] as number;
    for (let k = i + 1; k < lower.length; k++) rest -= (lower[k]?.[i] as number) * (result[k] as number);
    result[i] = rest / (lower[i]?.[i] as number);
  }
  return result;
}

function inverseOf(lower: readonly (readonly number[])[]): number[][] {
  return lower.map((_, j) =>
    solved(
      lower,
      lower.map((__, i) => (i === j ? 1 : 0)),
    ),
  );
}

/** Odds that JSON can carry. */
function odds(logarithm: number): number {
  return Math.min(Number.MAX_VALUE, Math.exp(logarithm));
}
