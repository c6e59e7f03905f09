import type { Estimate } from "@cxkit/core";
import { type ProportionInterval, requireLevel } from "@cxkit/stats";

/** Estimate of a share in percent from unweighted answers; the numbers of a top-box metric, for less code. */
export function shareEstimate(
  caller: string,
  successes: number,
  n: number,
  interval: ProportionInterval,
  confidenceLevel: number,
): Estimate & { readonly unit: "percent" } {
  requireLevel(caller, confidenceLevel);
  const value = (100 * successes) / n;
  // The Wald formula at this base is value ± z · standard error, divisor n − 1.
  const scale = interval.method === "wald" && n > 1 ? 1 - 1 / n : 1;
  const limits = n ? interval(successes * scale, n * scale, confidenceLevel) : undefined;
  return {
    value: n ? value : null,
    interval: limits
      ? {
          low: Math.max(0, Math.min(100 * limits.low, value)),
          high: Math.min(100, Math.max(100 * limits.high, value)),
        }
      : null,
    standardError: n > 1 ? Math.sqrt((value * (100 - value)) / (n - 1)) : null,
    n,
    effectiveN: n,
    unit: "percent",
    confidenceLevel,
    method: interval.method,
  };
}
