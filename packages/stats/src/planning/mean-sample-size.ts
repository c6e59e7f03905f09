import { requireLevel, studentTCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import { type MarginOfError, type MarginPlan, type Width, marginAt, planForMargin } from "./margin-plan.ts";
import type { FieldConditions } from "./required-answers.ts";

/** What is expected of a mean before anybody answered. */
export interface MeanExpectation extends FieldConditions {
  /** Standard deviation of one answer expected, in the unit of the margin, above 0. On a scale from a to b it is at most (b − a)/2. */
  readonly standardDeviation: number;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
}

/**
 * How many answers until a mean (CES, a rating, seconds to resolution) is known to ± a margin: the n at which
 * Student's t interval, t·s/√n with n − 1 degrees of freedom, is as narrow.
 *
 * The textbook's (z·s/margin)² leaves out that the standard deviation will be estimated too: it is about two answers short.
 *
 * @param expectation `margin` in the unit of the mean
 * @returns answers and invitations, with the margin that the whole number of answers gives
 * @throws {RangeError} when the margin or the standard deviation is not above 0, the level not strictly between 0 and 1,
 *   or a condition impossible
 * @source Cochran (1977), Sampling Techniques, 3rd ed., Wiley, 4.6; Student (1908), The probable error of a mean,
 *   Biometrika 6(1) 1–25
 * @example meanSampleSize({ margin: 0.1, standardDeviation: 1.2 }).answers // => 556
 */
export function meanSampleSize(
  expectation: MeanExpectation & { readonly margin: number },
): MarginPlan & { readonly standardDeviation: number } {
  const { standardDeviation, margin } = expectation;
  const width = meanWidth("meanSampleSize", expectation);
  return { standardDeviation, ...planForMargin("meanSampleSize", margin, width, expectation) };
}

/**
 * To ± how much a mean is known from n answers.
 *
 * @param expectation `n` answers, worth more than 1 after the design effect
 * @returns the margin in the unit of the standard deviation
 * @throws {RangeError} when n is worth 1 answer or less or exceeds the population, the standard deviation is not above 0,
 *   the level not strictly between 0 and 1, or a condition impossible
 * @source Student (1908), The probable error of a mean, Biometrika 6(1) 1–25
 * @example meanMargin({ n: 100, standardDeviation: 1.2 }).margin.toFixed(4) // => "0.2381"
 */
export function meanMargin(
  expectation: MeanExpectation & { readonly n: number },
): MarginOfError & { readonly standardDeviation: number } {
  const { standardDeviation, n } = expectation;
  const width = meanWidth("meanMargin", expectation);
  requireDomain(
    n / (expectation.designEffect ?? 1) > 1,
    "meanMargin requires more than 1 effective answer",
    n,
  );
  return { standardDeviation, ...marginAt("meanMargin", n, width, expectation) };
}

function meanWidth(caller: string, { standardDeviation, confidenceLevel = 0.95 }: MeanExpectation): Width {
  requireLevel(caller, confidenceLevel);
  requireDomain(
    standardDeviation > 0 && standardDeviation < Infinity,
    `${caller} requires a finite standardDeviation > 0`,
    standardDeviation,
  );
  return {
    method: "t",
    confidenceLevel,
    halfWidth: (n) =>
      (studentTCriticalValue(caller, confidenceLevel, n - 1) * standardDeviation) / Math.sqrt(n),
    // Below this t is beyond any margin that somebody asks for.
    leastBase: 1.0625,
  };
}
