import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { checkedSuccesses } from "./proportion-interval.ts";
import { wilsonLimits } from "./wilson-interval.ts";

/**
 * Wilson score interval for a proportion with continuity correction: the shares that a score test with Yates' correction
 * would not reject. About as wide and as cautious as {@link clopperPearsonInterval}, in closed form; the uncorrected
 * {@link wilsonInterval} covers its level on average.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials; fractions welcome
 * @param trials base size, above 0
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the 0…1 scale, around the observed share; 0 or 1 within half a response of the end
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Newcombe (1998), Two-sided confidence intervals for the single proportion: comparison of seven methods,
 *   Statistics in Medicine 17(8) 857–872, method 4
 * @example wilsonContinuityInterval(81, 263).low.toFixed(4) // => "0.2535"
 * @function
 */
export const wilsonContinuityInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel = 0.95): Interval => {
    const observed = checkedSuccesses("wilsonContinuityInterval", successes, trials);
    const z = normalCriticalValue("wilsonContinuityInterval", confidenceLevel);
    return wilsonContinuityLimits(observed, trials, z);
  },
  { method: "wilson-continuity" as const },
);

/** Wilson's limits half a response further out: the limits of half a success fewer, and of half a success more. */
export function wilsonContinuityLimits(successes: number, trials: number, z: number): Interval {
  return {
    low: lowerLimit(successes, trials, z),
    high: 1 - lowerLimit(trials - successes, trials, z),
  };
}

function lowerLimit(successes: number, trials: number, z: number): number {
  const less = successes - 0.5;
  return less <= 0 ? 0 : wilsonLimits(less / trials, (trials - less) / trials, trials, z).low;
}
