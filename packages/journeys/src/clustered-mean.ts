import type { Estimate, Scale } from "@cxkit/core";
import { boundedScoreInterval, type MeanSummary } from "@cxkit/stats";

/** One respondent's ratings of one place of a journey, all on one scale. */
export interface RespondentRatings {
  /** Survey weight, ≥ 0; 1 where there is none. */
  readonly weight: number;
  /** Sum of the ratings. */
  readonly sum: number;
  /** How many ratings, at least 1. */
  readonly count: number;
}

/** A mean of ratings that come in clusters. */
export interface ClusteredMean {
  readonly estimate: Estimate;
  /** What a comparison of two such means needs (`meanDifference`); `null` below two respondents. */
  readonly summary: MeanSummary | null;
}

/**
 * Mean of all ratings of a place where one respondent may have given several: of a stage by its touchpoints, of a touchpoint
 * visit by visit. A ratio estimate (sum of ratings over number of ratings) with respondents as clusters.
 *
 * Pooling the ratings as if each came from somebody else gives the same value with too small a standard error, because
 * whoever rates one touchpoint low tends to rate the next one low.
 *
 * **Unit**: scale points. **Base**: `n` counts respondents, not ratings. **Interval**: bounded score with the linearised
 * variance of the ratio; its base is the effective number of respondents, where whoever rates more weighs more.
 * **Assumes** independent respondents.
 *
 * @param respondents in any order
 * @param scale the scale that all ratings share
 * @param confidenceLevel strictly between 0 and 1
 * @returns `value` and `interval` are `null` without ratings, `standardError` and `summary` below two respondents
 * @throws {RangeError} when a weight is negative or not finite, a count not whole or below 1, a sum beyond what the scale
 *   allows, or the level not strictly between 0 and 1
 * @source Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 5.6 (ratio of two totals) and 8 (clusters)
 * @example
 * import { clusteredMean } from "@cxkit/journeys";
 * const ratings = [[5, 4, 5], [2, 1], [4], [5, 5]].map((of) => ({ weight: 1, sum: of.reduce((a, b) => a + b), count: of.length }));
 * const { estimate } = clusteredMean(ratings, { min: 1, max: 5, step: 1 });
 * [estimate.value, estimate.standardError?.toFixed(3), estimate.n]; // => [3.875, "0.833", 4]
 */
export function clusteredMean(
  respondents: readonly RespondentRatings[],
  scale: Scale,
  confidenceLevel = 0.95,
): ClusteredMean {
  if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
    throw new RangeError(`clusteredMean requires 0 < confidenceLevel < 1, got ${confidenceLevel}`);
  }
  const n = respondents.length;
  respondents.forEach((respondent, index) => check(respondent, scale, index));
  // Relative to the largest, so that no square of a weight leaves the range of doubles.
  const largest = respondents.reduce((most, { weight }) => Math.max(most, weight), 0) || 1;
  let weights = 0;
  let weightSquares = 0;
  let ratings = 0;
  let ratingSquares = 0;
  let total = 0;
  for (const { weight: given, sum, count } of respondents) {
    const weight = given / largest;
    weights += weight;
    weightSquares += weight * weight;
    ratings += weight * count;
    ratingSquares += (weight * count) ** 2;
    total += weight * sum;
  }
  const effectiveN = weights > 0 ? (weights * weights) / weightSquares : 0;
  const base = {
    n,
    effectiveN,
    unit: "scale-point" as const,
    confidenceLevel,
    method: "bounded-score-clustered",
  };
  if (ratings === 0) {
    return { estimate: { ...base, value: null, interval: null, standardError: null }, summary: null };
  }
  const mean = Math.min(scale.max, Math.max(scale.min, total / ratings));
  let residuals = 0;
  for (const { weight, sum, count } of respondents)
    residuals += ((weight / largest) * (sum - mean * count)) ** 2;
  // Respondents of unequal numbers of ratings carry the mean like respondents of unequal weights.
  const carrying = (ratings * ratings) / ratingSquares;
  // One respondent, or one with a weight, tells nothing of how respondents differ.
  const standardError = carrying > 1 ? Math.sqrt((n / (n - 1)) * residuals) / ratings : null;
  const { min, max } = scale;
  const summary = { mean, variance: (standardError ?? 0) ** 2 * carrying, n: carrying, min, max };
  const { low, high } = boundedScoreInterval(summary, confidenceLevel);
  return {
    estimate: {
      ...base,
      value: mean,
      interval: { low: Math.min(low, mean), high: Math.max(high, mean) },
      standardError,
    },
    summary: standardError === null ? null : summary,
  };
}

function check({ weight, sum, count }: RespondentRatings, { min, max }: Scale, index: number): void {
  const requires = (fits: boolean, condition: string, got: number): void => {
    if (!fits) throw new RangeError(`clusteredMean requires ${condition}, got ${got} at index ${index}`);
  };
  requires(weight >= 0 && weight < Infinity, "finite weights ≥ 0", weight);
  requires(Number.isSafeInteger(count) && count >= 1, "whole counts ≥ 1", count);
  const slack = 1e-9 * count * (max - min);
  requires(
    sum >= min * count - slack && sum <= max * count + slack,
    `sums of ${count} ratings of ${min}…${max}`,
    sum,
  );
}
