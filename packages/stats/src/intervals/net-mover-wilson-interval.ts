import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";
import { wilsonLimits } from "./wilson-interval.ts";

/**
 * Interval for a net share from Wilson's intervals of its two shares ("square and add", MOVER), with the correlation that
 * shares of one sample have. In closed form, on the scale and with width, like the iterated {@link scoreInterval}.
 *
 * @param counts responses, each ≥ 0, not all 0; scale weighted counts to the effective base first
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, around the observed value
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Newcombe (1998), Improved confidence intervals for the difference between binomial proportions based on paired
 *   data, Statistics in Medicine 17(22) 2635–2650, for shares of one sample; Zou and Donner (2008), Statistics in Medicine
 *   27(10) 1693–1702
 * @example netMoverWilsonInterval({ favorable: 15, neutral: 13, unfavorable: 8 }).low.toFixed(4) // => "-0.0646"
 * @function
 */
export const netMoverWilsonInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("netMoverWilsonInterval", confidenceLevel);
    const { n, share } = netMoments("netMoverWilsonInterval", counts);
    const { favorable, neutral, unfavorable } = counts;
    const up = wilsonLimits(favorable / n, (neutral + unfavorable) / n, n, z);
    const down = wilsonLimits(unfavorable / n, (neutral + favorable) / n, n, z);
    const odds = (favorable / (neutral + unfavorable)) * (unfavorable / (neutral + favorable));
    const correlation = favorable * unfavorable === 0 ? 0 : -Math.sqrt(odds);
    return {
      low: share - added(favorable / n - up.low, down.high - unfavorable / n, correlation),
      high: share + added(up.high - favorable / n, unfavorable / n - down.low, correlation),
    };
  },
  { method: "mover-wilson" as const },
);

function added(one: number, other: number, correlation: number): number {
  return Math.sqrt(Math.max(0, one * one + other * other - 2 * correlation * one * other));
}
