import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { checkedSuccesses } from "./proportion-interval.ts";

/**
 * Wald interval for a proportion with continuity correction: half a response further out on either side than
 * {@link waldProportionInterval}. For comparison with figures made that way; {@link wilsonInterval} is narrower and
 * covers better.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials; fractions welcome
 * @param trials base size, above 0
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the 0…1 scale, not clipped
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Newcombe (1998), Two-sided confidence intervals for the single proportion: comparison of seven methods,
 *   Statistics in Medicine 17(8) 857–872, method 2
 * @example waldContinuityInterval(81, 263).low.toFixed(4) // => "0.2503"
 * @function
 */
export const waldContinuityInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel = 0.95): Interval => {
    const observed = checkedSuccesses("waldContinuityInterval", successes, trials);
    const z = normalCriticalValue("waldContinuityInterval", confidenceLevel);
    const share = observed / trials;
    const margin = z * Math.sqrt((share * ((trials - observed) / trials)) / trials) + 0.5 / trials;
    return { low: share - margin, high: share + margin };
  },
  { method: "wald-continuity" as const },
);
