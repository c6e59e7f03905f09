import type { Estimate } from "@cxkit/core";
import type { ProportionInterval } from "@cxkit/stats";
import { estimateOf } from "./estimate-of.ts";

/** Estimate of a share in percent from unweighted answers; the numbers of a top-box metric, for less code. */
export function shareEstimate(
  caller: string,
  successes: number,
  n: number,
  interval: ProportionInterval,
  confidenceLevel: number,
): Estimate & { readonly unit: "percent" } {
  const value = (100 * successes) / n;
  return estimateOf(
    caller,
    "percent",
    n,
    value,
    Math.sqrt((value * (100 - value)) / (n - 1)),
    interval.method,
    confidenceLevel,
    (scale) => interval(successes * scale, n * scale, confidenceLevel),
    100,
    0,
  );
}
