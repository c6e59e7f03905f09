import { studentTCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";

/**
 * Student's t interval for a net share: each response scored 1, 0 or −1 and treated as a measurement, as a
 * spreadsheet would. For comparison only; it repairs little of what {@link netWaldInterval} lacks.
 *
 * @param counts responses, each ≥ 0, not all 0
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, not clipped; −1…1 when there is one response or less
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Student (1908), The probable error of a mean, Biometrika 6(1) 1–25
 * @example netTInterval({ favorable: 60, neutral: 25, unfavorable: 15 }).low.toFixed(4) // => "0.3024"
 * @function
 */
export const netTInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const { n, share, variance } = netMoments("netTInterval", counts);
    const t = studentTCriticalValue("netTInterval", confidenceLevel, n - 1);
    const margin = t * Math.sqrt(variance / (n - 1));
    return margin < Infinity ? { low: share - margin, high: share + margin } : { low: -1, high: 1 };
  },
  { method: "t" as const },
);
