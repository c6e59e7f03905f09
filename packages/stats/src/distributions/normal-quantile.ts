import { requireDomain } from "../domain.ts";

/**
 * Quantile of the standard normal distribution: the z below which a share p of it lies.
 *
 * Exact to 1e-13 relative for every representable p, deep tails included. For an upper tail smaller
 * than 1e-16 take {@link normalSurvivalQuantile}.
 *
 * @param p lower-tail probability, strictly between 0 and 1
 * @throws {RangeError} when p is not strictly between 0 and 1
 * @source Newton's method on the power series 26.2.11 and the continued fraction 26.2.14 of Abramowitz
 *   and Stegun (1964), Handbook of Mathematical Functions
 * @example normalQuantile(0.975).toFixed(6) // => "1.959964"
 */
export function normalQuantile(p: number): number {
  requireDomain(p > 0 && p < 1, "normalQuantile requires 0 < p < 1", p);
  return p < 0.5 ? -uncheckedNormalSurvivalQuantile(p) : uncheckedNormalSurvivalQuantile(1 - p);
}

/**
 * Quantile of the upper tail of the standard normal distribution: the z above which a share q of it lies. The way to a
 * quantile whose lower-tail probability is too close to 1 for a double.
 *
 * @param q upper-tail probability, strictly between 0 and 1
 * @throws {RangeError} when q is not strictly between 0 and 1
 * @source As {@link normalQuantile}, by symmetry
 * @example normalSurvivalQuantile(1e-20).toFixed(6) // => "9.262340"
 */
export function normalSurvivalQuantile(q: number): number {
  requireDomain(q > 0 && q < 1, "normalSurvivalQuantile requires 0 < q < 1", q);
  return q < 0.5 ? uncheckedNormalSurvivalQuantile(q) : -uncheckedNormalSurvivalQuantile(1 - q);
}

/**
 * {@link normalSurvivalQuantile} of the upper half, for callers that have checked what they pass: a bundle then carries no second
 * check.
 *
 * @param tail upper-tail probability, above 0 and at most ½
 * @returns numbers without a meaning where the argument is not as said
 * @source As {@link normalQuantile}
 * @example uncheckedNormalSurvivalQuantile(0.025).toFixed(6) // => "1.959964"
 */
export function uncheckedNormalSurvivalQuantile(tail: number): number {
  const root = Math.sqrt(2 * Math.PI);
  // The tail is at most exp(-z²/2) / 2, so this is at or beyond the quantile.
  let z = Math.sqrt(-2 * Math.log(2 * tail));
  for (let step = 9; step--;) {
    // Power series, or continued fraction from its tail.
    let sum = z;
    let term = z;
    if (tail > 0.02) {
      // The central area is concave in z: Newton's method falls back once, then climbs without overshooting.
      for (let odd = 3; odd < 99; odd += 2) sum += term *= (z * z) / odd;
      z += (0.5 - tail) * root * Math.exp((z * z) / 2) - sum;
    } else {
      // The log of the tail is concave: Newton's method descends.
      for (let k = 99; k;) sum = z + k-- / sum;
      z -= ((z * z) / 2 + Math.log(tail) + Math.log(sum * root)) / sum;
    }
  }
  return z;
}
