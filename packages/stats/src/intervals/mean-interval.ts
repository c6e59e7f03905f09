import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";

/** What an interval or a test needs to know about the ratings of one sample on a bounded scale. */
export interface MeanSummary {
  /** Mean rating, within min…max. */
  readonly mean: number;
  /** Sample variance, divisor n − 1; any number ≥ 0 (it is not used) when n is 1. */
  readonly variance: number;
  /** Base size, or effective base of weighted ratings; above 0. */
  readonly n: number;
  /** Lowest scale point. */
  readonly min: number;
  /** Highest scale point. */
  readonly max: number;
}

/** An interval for the mean of bounded ratings, in scale points; `method` is what an estimate prints about it. */
export type MeanInterval = ((summary: MeanSummary, confidenceLevel: number) => Interval) & {
  readonly method: string;
};

/** Mean and variance on a 0…1 scale, with rounding noise at the scale's ends and in a zero variance removed. */
export function unitMoments(
  caller: string,
  { mean, variance, n, min, max }: MeanSummary,
): { readonly share: number; readonly variance: number } {
  requireDomain(
    min < max && max - min < Infinity,
    `${caller} requires finite min < max`,
    `${min} and ${max}`,
  );
  requireDomain(n > 0 && n < Infinity, `${caller} requires a finite n > 0`, n);
  requireDomain(variance >= 0 && variance < Infinity, `${caller} requires a finite variance ≥ 0`, variance);
  const share = (mean - min) / (max - min);
  requireDomain(share >= -noise && share <= 1 + noise, `${caller} requires min ≤ mean ≤ max`, mean);
  const unitVariance = variance / (max - min) ** 2;
  return {
    share: share < noise ? 0 : share > 1 - noise ? 1 : share,
    variance: unitVariance < noise * noise ? 0 : unitVariance,
  };
}

/**
 * The sample with one pseudo-response spread evenly over the scale: what stands in for a variance that
 * cannot be estimated, because there is one response only or all are equal.
 */
export function withUniformPseudoResponse(
  share: number,
  n: number,
): { readonly share: number; readonly variance: number; readonly n: number } {
  const offset = share - 0.5;
  return {
    n: n + 1,
    share: (n * share + 0.5) / (n + 1),
    variance: ((n / (n + 1)) * offset * offset + 1 / 12) / n,
  };
}

const noise = 1e-12;
