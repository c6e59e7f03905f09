import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";

/**
 * Interval for a net share that adds z²/3 responses to each class before Wald's formula: a variant found in calculators,
 * here so that their figures can be reproduced. On small samples it pulls scores further towards 0 than
 * {@link adjustedWaldInterval} does.
 *
 * @param counts responses, each ≥ 0, not all 0; scale weighted counts to the effective base first
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, not clipped, and for tiny n not always around the observed value
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Agresti and Coull (1998), The American Statistician 52(2) 119–126, for z² pseudo-responses; spreading them evenly
 *   over three classes is the variant's own
 * @example netThirdsInterval({ favorable: 15, neutral: 13, unfavorable: 8 }).low.toFixed(4) // => "-0.0670"
 * @function
 */
export const netThirdsInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("netThirdsInterval", confidenceLevel);
    netMoments("netThirdsInterval", counts);
    const third = (z * z) / 3;
    const { n, share, variance } = netMoments("netThirdsInterval", {
      favorable: counts.favorable + third,
      neutral: counts.neutral + third,
      unfavorable: counts.unfavorable + third,
    });
    const margin = z * Math.sqrt(variance / n);
    return { low: share - margin, high: share + margin };
  },
  { method: "adjusted-wald-thirds" as const },
);
