import { betaQuantile } from "../distributions/beta-distribution.ts";
import { requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { checkedSuccesses } from "./proportion-interval.ts";

/**
 * Jeffreys interval for a proportion: equal tails of the posterior under the Beta(½, ½) prior, with the limit at 0 or 1
 * when no trial or every trial succeeded. To be read as a Bayesian interval, with coverage like that of
 * {@link wilsonInterval}.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials; fractions welcome
 * @param trials base size, above 0, at most 1e13
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the 0…1 scale
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and 0 < trials ≤ 1e13, or when the level is not strictly between 0 and 1
 * @source Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion, Statistical Science 16(2)
 *   101–133, 3.1.3 with the end-point rule of 4.1.2
 * @example jeffreysInterval(81, 263).low.toFixed(4) // => "0.2545"
 * @function
 */
export const jeffreysInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel = 0.95): Interval => {
    const observed = checkedSuccesses("jeffreysInterval", successes, trials);
    requireDomain(trials <= 1e13, "jeffreysInterval requires trials ≤ 1e13", trials);
    requireLevel("jeffreysInterval", confidenceLevel);
    const tail = (1 - confidenceLevel) / 2;
    const failures = trials - observed;
    const low = observed === 0 ? 0 : betaQuantile(tail, observed + 0.5, failures + 0.5);
    const high = failures === 0 ? 1 : 1 - betaQuantile(tail, failures + 0.5, observed + 0.5);
    // At levels next to 0 both are the median, which rounding must not swap.
    return { low, high: Math.max(low, high) };
  },
  { method: "jeffreys" as const },
);
