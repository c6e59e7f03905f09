import { requireDomain } from "../domain.ts";

/** Answers of one respondent to the predictor items, in the same order for everybody; `null` where there is none. */
export type PredictorRow = readonly (number | null)[];

/** Respondents who answered everything that an analysis uses. */
export interface CompleteCases {
  readonly rows: readonly (readonly number[])[];
  readonly outcome: readonly number[];
  /** Respondents who were left out because an answer is missing. */
  readonly incomplete: number;
}

/**
 * Respondents without a missing answer, and how many others there are.
 *
 * @throws {RangeError} when rows differ in length, rows and outcomes in number, or a value is neither finite nor null
 */
export function completeCases(
  caller: string,
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
): CompleteCases {
  requireDomain(
    predictors.length === outcome.length,
    `${caller} requires an outcome for each of ${predictors.length} rows`,
    outcome.length,
  );
  const width = predictors[0]?.length ?? 0;
  requireDomain(width > 0, `${caller} requires at least one predictor`, width);
  const rows: number[][] = [];
  const outcomes: number[] = [];
  predictors.forEach((row, index) => {
    requireDomain(row.length === width, `${caller} requires ${width} predictors in row ${index}`, row.length);
    const answer = outcome[index] as number | null;
    const complete = [...row, answer].every((value) => value !== null);
    [...row, answer].forEach((value) =>
      requireDomain(
        value === null || Number.isFinite(value),
        `${caller} requires finite numbers or null in row ${index}`,
        value,
      ),
    );
    if (!complete) return;
    rows.push(row as number[]);
    outcomes.push(answer as number);
  });
  return { rows, outcome: outcomes, incomplete: predictors.length - rows.length };
}
