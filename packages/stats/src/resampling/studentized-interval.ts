import { requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { uncheckedNormalScaleQuantile } from "./replicate-quantile.ts";

/** Replicates of a statistic and of its standard error, resample by resample. */
export interface StudentizedReplicates {
  /** The statistic of the sample. */
  readonly observed: number;
  /** Its standard error, ≥ 0. */
  readonly standardError: number;
  /** The statistic of each resample. */
  readonly replicates: readonly number[];
  /** Its standard error in the same resample, ≥ 0. */
  readonly standardErrors: readonly number[];
}

/**
 * Studentised bootstrap interval (bootstrap-t): the table of Student's t replaced by the resampled one.
 *
 * Good for means of skewed quantities with a trustworthy standard error; on ratings near the end of the scale, where
 * resamples without spread occur, it covers far less than promised ({@link boundedScoreInterval} does not). Not
 * unchanged when the statistic is transformed; take the scale on which its standard error hardly changes.
 *
 * @param sample two calls of {@link bootstrapReplicates} with one seed give both columns
 * @param confidenceLevel strictly between 0 and 1
 * @returns limits on the scale of the statistic, not clipped; of no width where the standard error is 0
 * @throws {RangeError} when the columns differ in length, a number is not finite, so many resamples have no spread that a
 *   limit would be infinite, or the level is not strictly between 0 and 1
 * @source Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, 10.10; Hall (1988), Theoretical
 *   comparison of bootstrap confidence intervals, Annals of Statistics 16(3) 927–953
 * @example
 * const replicates = [4, 6, 5, 7, 5];
 * studentizedInterval({ observed: 5, standardError: 1, replicates, standardErrors: [1, 1, 2, 1, 1] }, 0.5).low.toFixed(2); // => "3.55"
 */
export function studentizedInterval(sample: StudentizedReplicates, confidenceLevel = 0.95): Interval {
  requireLevel("studentizedInterval", confidenceLevel);
  const { observed, standardError, replicates, standardErrors } = sample;
  requireDomain(
    replicates.length === standardErrors.length && replicates.length >= 2,
    "studentizedInterval requires at least two replicates, each with its standard error",
    `${replicates.length} and ${standardErrors.length}`,
  );
  const numbers = [observed, standardError, ...replicates, ...standardErrors];
  requireDomain(
    numbers.every((value) => Number.isFinite(value)) &&
      [standardError, ...standardErrors].every((error) => error >= 0),
    "studentizedInterval requires finite replicates and standard errors ≥ 0",
    numbers.find((value) => !Number.isFinite(value)) ??
      [standardError, ...standardErrors].find((error) => !(error >= 0)),
  );
  if (standardError === 0) return { low: observed, high: observed };
  const ratios = replicates.map((value, index) => {
    const distance = value - observed;
    return distance === 0 ? 0 : distance / (standardErrors[index] as number);
  });
  const tail = (1 - confidenceLevel) / 2;
  const lower = uncheckedNormalScaleQuantile(
    ratios.toSorted((a, b) => a - b),
    tail,
  );
  const upper = -uncheckedNormalScaleQuantile(
    ratios.map((ratio) => -ratio).toSorted((a, b) => a - b),
    tail,
  );
  requireDomain(
    Number.isFinite(lower) && Number.isFinite(upper),
    "studentizedInterval requires spread in all but a few resamples",
    `${standardErrors.filter((error) => error === 0).length} with a standard error of 0`,
  );
  return { low: observed - upper * standardError, high: observed - lower * standardError };
}
