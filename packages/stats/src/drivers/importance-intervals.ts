import { requireLevel } from "../critical-value.ts";
import { quantile } from "../descriptive/descriptive.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { seededRandom } from "../random/seeded-random.ts";
import type { PredictorRow } from "./complete-cases.ts";
import type { Importance, ImportanceMethod } from "./shapley-importance.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** Importance with the uncertainty of each value. */
export interface ImportanceWithIntervals extends Importance {
  /** Of `values`, in the order of the predictors. */
  readonly intervals: readonly Interval[];
  /** Share of resamples in which the predictor is the most important one. */
  readonly firstShare: readonly number[];
  readonly replicates: number;
  /** Resamples in which a predictor did not vary, and which were drawn again. */
  readonly redrawn: number;
  readonly seed: number;
  readonly confidenceLevel: number;
}

/**
 * How sure an order of importance is: respondents are resampled, importance is computed again, and the middle of the values is
 * the interval. With fewer than some hundred respondents the order of close predictors is mostly chance.
 *
 * Importance is never below 0, so that no interval reaches 0: a lower limit above 0 is no sign that a predictor matters. Compare
 * with a predictor made of random numbers, as Tonidandel and others do.
 *
 * @param method {@link shapleyImportance}, {@link relativeWeights} or your own
 * @param predictors one row a respondent; `null` leaves the respondent out
 * @param outcome in the order of the rows
 * @param options `replicates` 1,000, `seed` 1, `confidenceLevel` 0.95 unless said otherwise
 * @throws {RangeError} as the method; when replicates are not a whole number from 100; when nearly every resample is degenerate
 * @source Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 13 (percentile interval); Tonidandel, LeBreton
 *   and Johnson (2009), Determining the statistical significance of relative weights, Psychological Methods 14(4) 387–399
 * @example
 * import { importanceIntervals, relativeWeights } from "@cxkit/stats/drivers";
 *
 * const rows = Array.from({ length: 40 }, (_, i) => [i % 5, (i * 7) % 11]);
 * const outcome = rows.map(([a = 0, b = 0], i) => 2 * a + 0.1 * b + (i % 3));
 * importanceIntervals(relativeWeights, rows, outcome, { replicates: 200 }).firstShare[0]; // => 1
 */
export function importanceIntervals(
  method: ImportanceMethod,
  predictors: readonly PredictorRow[],
  outcome: readonly (number | null)[],
  options: { readonly replicates?: number; readonly seed?: number; readonly confidenceLevel?: number } = {},
): ImportanceWithIntervals {
  const { replicates = 1000, seed = 1, confidenceLevel = 0.95 } = options;
  requireLevel("importanceIntervals", confidenceLevel);
  requireDomain(
    Number.isInteger(replicates) && replicates >= 100 && replicates <= 1e6,
    "importanceIntervals requires a whole number of replicates from 100 to a million",
    replicates,
  );
  const observed = inTheNameOf("importanceIntervals", () => method(predictors, outcome));
  const complete = predictors.flatMap((row, i) =>
    outcome[i] === null || row.includes(null) ? [] : [{ row, answer: outcome[i] as number }],
  );
  const random = inTheNameOf("importanceIntervals", () => seededRandom(seed));
  const drawn: number[][] = [];
  let redrawn = 0;
  while (drawn.length < replicates) {
    const sample = complete.map(
      () => complete[Math.floor(random() * complete.length)] as (typeof complete)[number],
    );
    const values = attempted(method, sample);
    if (values) drawn.push([...values]);
    else redrawn++;
    requireDomain(
      redrawn <= replicates,
      "importanceIntervals requires resamples in which predictors vary",
      redrawn,
    );
  }
  const tail = (1 - confidenceLevel) / 2;
  const firsts = observed.values.map(() => 0);
  for (const values of drawn) {
    const first = values.indexOf(Math.max(...values));
    firsts[first] = (firsts[first] as number) + 1;
  }
  return {
    ...observed,
    intervals: observed.values.map((_, j) => {
      const values = drawn.map((one) => one[j] as number);
      return { low: quantile(values, tail), high: quantile(values, 1 - tail) };
    }),
    firstShare: firsts.map((count) => count / replicates),
    replicates,
    redrawn,
    seed,
    confidenceLevel,
  };
}

/** The values of a resample; `undefined` where a predictor did not vary in it. */
function attempted(
  method: ImportanceMethod,
  sample: readonly { readonly row: PredictorRow; readonly answer: number }[],
): readonly number[] | undefined {
  try {
    return method(
      sample.map(({ row }) => row),
      sample.map(({ answer }) => answer),
    ).values;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
