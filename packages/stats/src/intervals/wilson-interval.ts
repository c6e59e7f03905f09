import { requireLevel } from "../critical-value.ts";
import { uncheckedNormalSurvivalQuantile } from "../distributions/normal-quantile.ts";
import type { Interval } from "../interval.ts";
import { checkedSuccesses } from "./proportion-interval.ts";

/**
 * Wilson score interval for a proportion: the shares that a score test of this level would not reject.
 * The default for top-box shares, because it covers what it says on average from ten responses on,
 * stays inside 0…1 and never has zero width.
 *
 * Assumes independent responses; for weighted ones pass the share times the effective base, and that base.
 *
 * @param successes how many of the trials count, 0 ≤ successes ≤ trials; fractions welcome
 * @param trials base size, above 0; fractions (effective sizes) welcome
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the 0…1 scale, around the observed share
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22(158) 209–212
 * @example wilsonInterval(81, 263, 0.95).low.toFixed(4) // => "0.2553"
 * @function
 */
export const wilsonInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel = 0.95): Interval => {
    const observed = checkedSuccesses("wilsonInterval", successes, trials);
    requireLevel("wilsonInterval", confidenceLevel);
    return uncheckedWilsonInterval(observed, trials, confidenceLevel);
  },
  { method: "wilson" as const },
);

/**
 * {@link wilsonInterval} for callers that have checked what they pass: a bundle then carries no second check.
 *
 * @param successes 0 ≤ successes ≤ trials
 * @param trials above 0
 * @param confidenceLevel strictly between 0 and 1
 * @returns numbers without a meaning where the arguments are not as said
 * @source As {@link wilsonInterval}
 * @example uncheckedWilsonInterval(81, 263, 0.95).low.toFixed(4) // => "0.2553"
 * @function
 */
export const uncheckedWilsonInterval = /* @__PURE__ */ Object.assign(
  (successes: number, trials: number, confidenceLevel: number): Interval =>
    wilsonLimits(
      successes / trials,
      (trials - successes) / trials,
      trials,
      uncheckedNormalSurvivalQuantile((1 - confidenceLevel) / 2),
    ),
  { method: "wilson" as const },
);

/**
 * Wilson's limits for a share, its complement, a base and a critical value, which may be infinite.
 *
 * With w = n / (n + z²) the product of the two limits is w·share²: dividing by the far limit gives the
 * near one without cancellation, exactly 0 at 0 and 1 at 1.
 */
export function wilsonLimits(share: number, complement: number, n: number, z: number): Interval {
  const ratio = (z * z) / n;
  const weight = 1 / (1 + ratio);
  const slack = 1 / (1 + 1 / ratio);
  const margin = Math.sqrt(slack * (weight * share * complement + slack / 4));
  // A critical value of 0 leaves nothing above or below the line at the scale's ends.
  const outside = (part: number): number =>
    (weight * part * part) / (weight * part + slack / 2 + margin || 1);
  const low = outside(share);
  // Where the limits differ by less than rounding, rounding must not swap them.
  return { low, high: Math.max(low, 1 - outside(complement)) };
}
