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

/** Base, mean and variance of a sample on a 0…1 scale. */
export interface UnitMoments {
  readonly n: number;
  readonly share: number;
  readonly variance: number;
}

/** Mean and variance on a 0…1 scale of a checked summary. */
export function unitMoments(caller: string, summary: MeanSummary): UnitMoments {
  requireMeanSummary(caller, summary);
  return uncheckedUnitMoments(summary);
}

/** The same of a summary that has been checked, with rounding noise at the scale's ends and in a zero variance removed. */
export function uncheckedUnitMoments({ mean, variance, n, min, max }: MeanSummary): UnitMoments {
  const range = max - min;
  const share = (mean - min) / range;
  const unitVariance = variance / range ** 2;
  return {
    n,
    share: share < noise ? 0 : share > 1 - noise ? 1 : share,
    variance: unitVariance < noise * noise ? 0 : unitVariance,
  };
}

/** Stops at a summary that no ratings on the scale have. */
export function requireMeanSummary(caller: string, { mean, variance, n, min, max }: MeanSummary): void {
  const range = max - min;
  // One refusal for all of it, because every bundle with a check of means carries this text.
  requireDomain(
    range > 0 &&
      Math.max(range, n, variance) < Infinity &&
      n > 0 &&
      variance >= 0 &&
      Math.abs((mean - min) / range - 0.5) <= 0.5 + noise,
    `${caller} requires finite n > 0, variance ≥ 0 and min ≤ mean ≤ max`,
    `n ${n}, variance ${variance}, mean ${mean} of ${min}…${max}`,
  );
}

/**
 * The sample with one pseudo-response spread evenly over the scale: what stands in for a variance that
 * cannot be estimated, because there is one response only or all are equal.
 */
export function withUniformPseudoResponse({ share, n }: Pick<UnitMoments, "share" | "n">): UnitMoments {
  const offset = share - 0.5;
  return {
    n: n + 1,
    share: (n * share + 0.5) / (n + 1),
    variance: ((n / (n + 1)) * offset * offset + 1 / 12) / n,
  };
}

const noise = 1e-12;
