import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";

/**
 * Adjusted Wald interval for a net share: favorable share minus unfavorable share of one sample,
 * the quantity behind a Net Promoter Score.
 *
 * Adds 3 pseudo-responses (¾ favorable, 1½ neutral, ¾ unfavorable) before the Wald formula, which
 * otherwise covers far too little on small or lopsided samples. Assumes independent responses from
 * a population large next to the sample.
 *
 * @param counts responses, each ≥ 0, not all 0; scale weighted counts to the effective base first
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, as published: not clipped, and for tiny n not always around the observed value
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4) 365–372
 * @example adjustedWaldInterval({ favorable: 4, neutral: 3, unfavorable: 3 }, 0.95).low.toFixed(4) // => "-0.3606"
 * @function
 */
export const adjustedWaldInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("adjustedWaldInterval", confidenceLevel);
    const { n, share, variance } = netMoments("adjustedWaldInterval", counts, 3);
    const margin = z * Math.sqrt(variance / n);
    return { low: share - margin, high: share + margin };
  },
  { method: "adjusted-wald" as const },
);
