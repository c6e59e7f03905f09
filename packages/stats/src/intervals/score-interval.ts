import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";

/**
 * Score interval for a net share: the values that a score test of this level would not reject, with the
 * variance estimated under each value instead of at the observed one.
 *
 * Stays inside −1…1 and keeps its coverage at every level, so it is the one to take for 90 or 99 % intervals on
 * fewer than 30 responses, or where a test must agree with the interval. {@link adjustedWaldInterval} is 4–6 % narrower
 * at 10–20 responses. Assumes independent responses.
 *
 * @param counts responses, each ≥ 0, not all 0; scale weighted counts to the effective base first
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, around the observed value
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Tango (1998), Equivalence test and confidence interval for the difference in proportions for the
 *   paired-sample design, Statistics in Medicine 17(8) 891–908, on favorable and unfavorable as discordant cells
 * @example scoreInterval({ favorable: 10, neutral: 0, unfavorable: 0 }).low.toFixed(4) // => "0.4449"
 * @function
 */
export const scoreInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("scoreInterval", confidenceLevel);
    return netScoreLimits(counts, netMoments("scoreInterval", counts).n, z);
  },
  { method: "score" as const },
);

/** Score limits of a net share for a base and a critical value. */
export function netScoreLimits(
  { favorable, neutral, unfavorable }: NetCounts,
  n: number,
  z: number,
): Interval {
  // Negating both sides makes the upper limit a lower one, so that mirrored counts have mirrored limits.
  return {
    low: lowerLimit(favorable / n, neutral / n, unfavorable / n, n, z),
    high: -lowerLimit(unfavorable / n, neutral / n, favorable / n, n, z),
  };
}

/** Halves the range of heights above −1 that are neither rejected nor kept. */
function lowerLimit(favorable: number, neutral: number, unfavorable: number, n: number, z: number): number {
  const observed = 2 * favorable + neutral;
  let rejected = 0;
  let kept = observed;
  for (let step = 0; step < 60; step++) {
    const height = (rejected + kept) / 2;
    if (observed - height > z * Math.sqrt(restrictedVariance(favorable, neutral, unfavorable, height) / n))
      rejected = height;
    else kept = height;
  }
  return rejected === 0 ? -1 : Math.min(kept - 1, favorable - unfavorable);
}

/**
 * Variance of one response if the true net share were `height` − 1, by the restricted maximum likelihood: twice the
 * larger root of Tango's quadratic plus v(1 − v). The second form keeps its digits where nearly all are unfavorable and
 * v is close to −1, the first everywhere else.
 */
function restrictedVariance(favorable: number, neutral: number, unfavorable: number, height: number): number {
  const value = height - 1;
  if (value > 0 || unfavorable < 0.5) {
    const linear = (2 - favorable + unfavorable) * value - favorable - unfavorable;
    const product = unfavorable * value * (1 - value);
    const root = Math.sqrt(Math.max(0, linear * linear + 8 * product));
    const share = linear > 0 ? (2 * product) / (linear + root) : (root - linear) / 4;
    return Math.max(0, 2 * share + value * (1 - value));
  }
  const rest = favorable + neutral;
  const sum = favorable + rest;
  const discriminant =
    (1 + 2 * rest - 6 * favorable + sum * sum) * height * height +
    (8 * favorable - 4 * rest * (1 + sum)) * height +
    4 * rest * rest;
  return Math.max(
    0,
    ((3 + sum) * height + Math.sqrt(Math.max(0, discriminant))) / 2 - height * height - rest,
  );
}
