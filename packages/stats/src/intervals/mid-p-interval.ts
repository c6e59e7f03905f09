import { requireLevel } from "../critical-value.ts";
import { betaCdf } from "../distributions/beta-distribution.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { crossing } from "./crossing.ts";
import { checkedSuccesses } from "./proportion-interval.ts";

/**
 * Mid-P interval for a proportion: {@link clopperPearsonInterval} with only half the probability of what was observed
 * counted as "at least as extreme", which takes off most of its excess width. Its coverage is about the level on average
 * and may fall below it.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials; fractions welcome
 * @param trials base size, above 0, at most 1e13
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the 0…1 scale; at levels of a few percent not always around the observed share
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and 0 < trials ≤ 1e13, or when the level is not strictly between 0 and 1
 * @source Lancaster (1961), Significance tests in discrete distributions, JASA 56(294) 223–234; Newcombe (1998), Two-sided
 *   confidence intervals for the single proportion, Statistics in Medicine 17(8) 857–872, method 6
 * @example midPInterval(81, 263).low.toFixed(4) // => "0.2544"
 * @function
 */
export const midPInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel = 0.95): Interval => {
    const observed = checkedSuccesses("midPInterval", successes, trials);
    requireDomain(trials <= 1e13, "midPInterval requires trials ≤ 1e13", trials);
    requireLevel("midPInterval", confidenceLevel);
    const tail = (1 - confidenceLevel) / 2;
    const low = lowerLimit(observed, trials - observed, tail);
    // At levels next to 0 both are the same share, which rounding must not swap.
    return { low, high: Math.max(low, 1 - lowerLimit(trials - observed, observed, tail)) };
  },
  { method: "mid-p" as const },
);

/** The share under which more successes than these, with half of exactly as many, have the probability `tail`. */
function lowerLimit(successes: number, failures: number, tail: number): number {
  if (successes < vanishing) return 0;
  return crossing(
    (share) => {
      const atLeast = betaCdf(share, successes, failures + 1);
      const more = failures < vanishing ? 0 : betaCdf(share, successes + 1, failures);
      return Math.log((atLeast + more) / 2 / tail);
    },
    0,
    1,
  );
}

/** Part of a response below which a limit is 0 or 1 in every digit. */
const vanishing = 1e-290;
