import { requireDomain } from "../domain.ts";
import { completeCases, type PredictorRow } from "./complete-cases.ts";
import { dot, largestOf, lengthOf, meanOf, orthogonal } from "./orthogonal.ts";

/** Correlations among predictors, and of each with the outcome, of the complete respondents. */
export interface Correlations {
  readonly predictors: readonly (readonly number[])[];
  readonly outcome: readonly number[];
  readonly n: number;
  readonly incomplete: number;
}

/** Correlations that a decomposition of explained variance starts from; refuses what could not be told apart. */
export function correlationsOf(
  caller: string,
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
): Correlations {
  const { rows, outcome: answers, incomplete } = completeCases(caller, predictors, outcome);
  const width = rows[0]?.length ?? 0;
  requireDomain(
    rows.length > width + 1,
    `${caller} requires more complete rows than ${width + 1} coefficients`,
    rows.length,
  );
  orthogonal(caller, rows);
  const unit = (values: readonly number[]): number[] | undefined => {
    const mean = meanOf(values);
    const deviations = values.map((value) => value - mean);
    const length = lengthOf(deviations);
    return length > 1e-13 * largestOf(values) * Math.sqrt(values.length)
      ? deviations.map((deviation) => deviation / length)
      : undefined;
  };
  const target = unit(answers);
  requireDomain(target !== undefined, `${caller} requires an outcome that varies`, answers[0]);
  const columns = Array.from({ length: width }, (_, j) => unit(rows.map((row) => row[j] as number)) ?? []);
  return {
    predictors: columns.map((left, i) => columns.map((right, j) => (i === j ? 1 : dot(left, right)))),
    outcome: columns.map((column) => dot(column, target as number[])),
    n: rows.length,
    incomplete,
  };
}

/** Variance explained by each set of predictors; the set is the bits of the index. */
export function explainedBySets({ predictors, outcome }: Correlations): Float64Array {
  const width = outcome.length;
  const explained = new Float64Array(2 ** width);
  const visit = (
    set: number,
    from: number,
    order: readonly number[],
    rows: readonly number[][],
    parts: readonly number[],
  ) => {
    for (let next = from; next < width; next++) {
      const row: number[] = [];
      for (const [k, member] of order.entries()) {
        const known = dot(row, (rows[k] as number[]).slice(0, k));
        row.push(((predictors[member]?.[next] as number) - known) / (rows[k]?.[k] as number));
      }
      const diagonal = Math.sqrt(Math.max(1e-30, 1 - dot(row, row)));
      const part = ((outcome[next] as number) - dot(row, parts)) / diagonal;
      const joined = set | (1 << next);
      explained[joined] = (explained[set] as number) + part * part;
      visit(joined, next + 1, [...order, next], [...rows, [...row, diagonal]], [...parts, part]);
    }
  };
  visit(0, 0, [], [], []);
  return explained;
}
