import type { Estimate, EstimateInterval, Unit } from "@cxkit/core";
import type { Interval } from "@cxkit/stats";

/** An estimate from its parts, in the order in which it prints them: a bundle then names them once. */
export function estimateOf<U extends Unit>(
  value: number | null,
  interval: EstimateInterval | null,
  standardError: number | null,
  n: number,
  unit: U,
  confidenceLevel: number,
  method: string,
  effectiveN = n,
): Estimate & { readonly unit: U } {
  return { value, interval, standardError, n, effectiveN, unit, confidenceLevel, method };
}

/** Limits in units of `factor` scores, in scores, clipped to what is possible and around the value. */
export function within(
  { low, high }: Interval,
  factor: number,
  value: number,
  min: number,
  max: number,
): Interval {
  return {
    low: Math.min(value, Math.max(min, factor * low)),
    high: Math.max(value, Math.min(max, factor * high)),
  };
}
