import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { checkedSuccesses } from "./proportion-interval.ts";

/**
 * Agresti–Coull interval for a proportion: Wald's formula after adding z²/2 successes and z²/2 failures, which is
 * "add two of each" at 95 %. Has the centre of {@link wilsonInterval} and is never narrower; covers at least 93 % from
 * ten responses on, but may run off the scale.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials; fractions welcome
 * @param trials base size, above 0
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the 0…1 scale, not clipped
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Agresti and Coull (1998), Approximate is better than "exact" for interval estimation of binomial proportions,
 *   The American Statistician 52(2) 119–126
 * @example agrestiCoullInterval(81, 263).low.toFixed(4) // => "0.2552"
 * @function
 */
export const agrestiCoullInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel = 0.95): Interval => {
    const observed = checkedSuccesses("agrestiCoullInterval", successes, trials);
    const z = normalCriticalValue("agrestiCoullInterval", confidenceLevel);
    const n = trials + z * z;
    const share = (observed + (z * z) / 2) / n;
    const margin = z * Math.sqrt((share * (1 - share)) / n);
    return { low: share - margin, high: share + margin };
  },
  { method: "agresti-coull" as const },
);
