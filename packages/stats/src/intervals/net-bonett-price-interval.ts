import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";

/**
 * Bonett and Price's interval for a net share: Wald's formula after adding one favorable and one unfavorable response.
 * Unlike {@link adjustedWaldInterval} it adds no neutral ones. Assumes independent responses.
 *
 * @param counts responses, each ≥ 0, not all 0; scale weighted counts to the effective base first
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, not clipped, and for tiny n not always around the observed value
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Bonett and Price (2012), Adjusted Wald confidence interval for a difference of binomial proportions based on paired
 *   data, Journal of Educational and Behavioral Statistics 37(4) 479–488, on favorable and unfavorable as discordant cells
 * @example netBonettPriceInterval({ favorable: 15, neutral: 13, unfavorable: 8 }).low.toFixed(4) // => "-0.0669"
 * @function
 */
export const netBonettPriceInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("netBonettPriceInterval", confidenceLevel);
    netMoments("netBonettPriceInterval", counts);
    const { n, share, variance } = netMoments("netBonettPriceInterval", {
      ...counts,
      favorable: counts.favorable + 1,
      unfavorable: counts.unfavorable + 1,
    });
    const margin = z * Math.sqrt(variance / n);
    return { low: share - margin, high: share + margin };
  },
  { method: "bonett-price" as const },
);
