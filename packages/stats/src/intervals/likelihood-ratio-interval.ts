import { normalCriticalValue } from "../critical-value.ts";
import { logExcess } from "../distributions/log-gamma.ts";
import type { Interval } from "../interval.ts";
import { crossing } from "./crossing.ts";
import { checkedSuccesses } from "./proportion-interval.ts";

/**
 * Likelihood-ratio interval for a proportion: the shares under which the responses are not less likely than under the
 * observed one by more than a χ² test of the level allows. Follows the asymmetry of the likelihood close to 0 and 1, where
 * {@link wilsonInterval} covers better.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials; fractions welcome
 * @param trials base size, above 0
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the 0…1 scale, around the observed share
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Newcombe (1998), Two-sided confidence intervals for the single proportion: comparison of seven methods,
 *   Statistics in Medicine 17(8) 857–872, method 7
 * @example likelihoodRatioInterval(81, 263).low.toFixed(4) // => "0.2542"
 * @function
 */
export const likelihoodRatioInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel = 0.95): Interval => {
    const observed = checkedSuccesses("likelihoodRatioInterval", successes, trials);
    const z = normalCriticalValue("likelihoodRatioInterval", confidenceLevel);
    const low = lowerLimit(observed, trials - observed, z);
    // At levels next to 0 both are the observed share, which rounding must not swap.
    return { low, high: Math.max(low, 1 - lowerLimit(trials - observed, observed, z)) };
  },
  { method: "likelihood-ratio" as const },
);

function lowerLimit(successes: number, failures: number, z: number): number {
  if (successes === 0) return 0;
  const trials = successes + failures;
  if (failures === 0) return Math.exp((-z * z) / (2 * trials));
  const share = successes / trials;
  const complement = failures / trials;
  // The deviance, from relative deviations whose linear parts cancel.
  const deviance = (value: number): number =>
    2 * (successes * logExcess((value - share) / share) + failures * logExcess((share - value) / complement));
  return crossing((value) => deviance(value) - z * z, 0, share);
}
