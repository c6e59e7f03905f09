import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";

/**
 * Wald interval for a net share: the plain large-sample formula that most published margins of error use.
 * For comparison with them only: it covers 88 % on average at 10 responses and 94 % at 50, and has no width when all
 * responses fall into one class. Use {@link adjustedWaldInterval}.
 *
 * @param counts responses, each ≥ 0, not all 0
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, not clipped
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Goodman (1964), Simultaneous confidence intervals for contrasts among multinomial populations,
 *   The Annals of Mathematical Statistics 35(2) 716–725
 * @example netWaldInterval({ favorable: 60, neutral: 25, unfavorable: 15 }).low.toFixed(4) // => "0.3050"
 * @function
 */
export const netWaldInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("netWaldInterval", confidenceLevel);
    const { n, share, variance } = netMoments("netWaldInterval", counts);
    const margin = z * Math.sqrt(variance / n);
    return { low: share - margin, high: share + margin };
  },
  { method: "wald" as const },
);
