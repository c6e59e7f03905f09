import { checkedSuccesses } from "../intervals/proportion-interval.ts";
import type { ArmEstimate } from "./arm-estimate.ts";

/**
 * One arm of an experiment by a share of its subjects (converted, satisfied): p, √(p(1 − p)/n) and n.
 *
 * For the difference of two shares at a fixed horizon `proportionDifference` has the better interval; this one is for lifts
 * and for looking at any time.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials
 * @param trials subjects, above 0
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0
 * @source Wald and Wolfowitz (1939), Confidence limits for continuous distribution functions, The Annals of Mathematical
 *   Statistics 10(2) 105–118 (large-sample limits)
 * @example proportionArm(120, 400).standardError.toFixed(4) // => "0.0229"
 */
export function proportionArm(successes: number, trials: number): ArmEstimate {
  const observed = checkedSuccesses("proportionArm", successes, trials);
  const value = observed / trials;
  return { value, standardError: Math.sqrt((value * ((trials - observed) / trials)) / trials), n: trials };
}
