import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";

/**
 * Agresti and Min's interval for a net share: Wald's formula after adding 2 pseudo-responses, ½ favorable, 1 neutral and ½
 * unfavorable; {@link adjustedWaldInterval} adds 3. Assumes independent responses.
 *
 * @param counts responses, each ≥ 0, not all 0; scale weighted counts to the effective base first
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, not clipped, and for tiny n not always around the observed value
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Agresti and Min (2005), Simple improved confidence intervals for comparing matched proportions, Statistics in
 *   Medicine 24(5) 729–740, on favorable and unfavorable as discordant cells
 * @example netAgrestiMinInterval({ favorable: 15, neutral: 13, unfavorable: 8 }).low.toFixed(4) // => "-0.0616"
 * @function
 */
export const netAgrestiMinInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("netAgrestiMinInterval", confidenceLevel);
    netMoments("netAgrestiMinInterval", counts);
    const { n, share, variance } = netMoments("netAgrestiMinInterval", counts, 2);
    const margin = z * Math.sqrt(variance / n);
    return { low: share - margin, high: share + margin };
  },
  { method: "agresti-min" as const },
);
