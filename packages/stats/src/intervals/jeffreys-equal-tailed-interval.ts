import { requireLevel } from "../critical-value.ts";
import { betaQuantile } from "../distributions/beta-distribution.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { checkedSuccesses } from "./proportion-interval.ts";

/**
 * Equal tails of the posterior of a proportion under Jeffreys' Beta(½, ½) prior, at the ends of the scale too. There it
 * excludes the observed 0 or 1, which {@link jeffreysInterval}, the same interval with the end-point rule of Brown, Cai and
 * DasGupta, does not.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials; fractions welcome
 * @param trials base size, above 0, at most 1e13
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the 0…1 scale, never 0 or 1 for a base of some responses
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and 0 < trials ≤ 1e13, or when the level is not strictly between 0 and 1
 * @source Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion, Statistical Science 16(2)
 *   101–133, 3.1.3
 * @example jeffreysEqualTailedInterval(0, 20).low.toExponential(3) // => "2.425e-5"
 * @function
 */
export const jeffreysEqualTailedInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel = 0.95): Interval => {
    const observed = checkedSuccesses("jeffreysEqualTailedInterval", successes, trials);
    requireDomain(trials <= 1e13, "jeffreysEqualTailedInterval requires trials ≤ 1e13", trials);
    requireLevel("jeffreysEqualTailedInterval", confidenceLevel);
    const tail = (1 - confidenceLevel) / 2;
    const failures = trials - observed;
    const low = betaQuantile(tail, observed + 0.5, failures + 0.5);
    // At levels next to 0 both are the median, which rounding must not swap.
    return { low, high: Math.max(low, 1 - betaQuantile(tail, failures + 0.5, observed + 0.5)) };
  },
  { method: "jeffreys-equal-tailed" as const },
);
