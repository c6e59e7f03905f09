import type { Estimate } from "@cxkit/core";
import { type ProportionInterval, requireLevel } from "@cxkit/stats";
import { estimateOf, within } from "./estimate-of.ts";

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
  return estimateOf(
    n ? value : null,
    n ? within(interval(successes * scale, n * scale, confidenceLevel), 100, value, 0, 100) : null,
    n > 1 ? Math.sqrt((value * (100 - value)) / (n - 1)) : null,
    n,
    "percent",
    confidenceLevel,
    interval.method,
  );
}
