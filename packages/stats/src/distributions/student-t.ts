import { betaLogitQuantile, incompleteBeta } from "./beta-distribution.ts";
import { requireDomain } from "../domain.ts";
import { normalCdf } from "./normal-distribution.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * Share of Student's t distribution below t; 1e-12 relative, lower tail included.
 *
 * @param t any number; ±Infinity give 1 and 0
 * @param degreesOfFreedom above 0, fractions welcome (Welch's are); Infinity is the normal distribution
 * @throws {RangeError} when t is NaN or the degrees of freedom are not above 0
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.1
 * @example studentTCdf(-2, 10).toFixed(6) // => "0.036694"
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  requireDomain(!Number.isNaN(t), "studentTCdf requires a number", t);
  requireDegrees("studentTCdf", degreesOfFreedom);
  return lowerTail(t, degreesOfFreedom);
}

/**
 * Share of Student's t distribution above t: the tail to build p-values on.
 *
 * @param t any number; ±Infinity give 0 and 1
 * @param degreesOfFreedom above 0, fractions welcome (Welch's are); Infinity is the normal distribution
 * @throws {RangeError} when t is NaN or the degrees of freedom are not above 0
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.1
 * @example studentTSurvival(2, 10).toFixed(6) // => "0.036694"
 */
export function studentTSurvival(t: number, degreesOfFreedom: number): number {
  requireDomain(!Number.isNaN(t), "studentTSurvival requires a number", t);
  requireDegrees("studentTSurvival", degreesOfFreedom);
  return lowerTail(-t, degreesOfFreedom);
}

/**
 * Quantile of Student's t distribution: the t below which a share p of it lies; 1e-12 relative.
 *
 * @param p lower-tail probability, strictly between 0 and 1
 * @param degreesOfFreedom above 0, fractions welcome; Infinity is the normal distribution
 * @returns ±Infinity only where the quantile itself exceeds the largest double (few degrees of freedom)
 * @throws {RangeError} when p is not strictly between 0 and 1 or the degrees of freedom are not above 0
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.1, inverted
 * @example studentTQuantile(0.975, 10).toFixed(6) // => "2.228139"
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  requireDomain(p > 0 && p < 1, "studentTQuantile requires 0 < p < 1", p);
  requireDegrees("studentTQuantile", degreesOfFreedom);
  if (degreesOfFreedom > allButNormal) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // df / (df + t²) has a beta distribution, so t² / df is exp(-logit).
  const logit = betaLogitQuantile(2 * tail, 2 * (0.5 - tail), degreesOfFreedom / 2, 0.5);
  const t = Math.sqrt(degreesOfFreedom) * Math.exp(-logit / 2);
  return p < 0.5 ? -t : t;
}

/**
 * Quantile of the upper tail of Student's t distribution: the t above which a share q of it lies.
 *
 * @param q upper-tail probability, strictly between 0 and 1
 * @param degreesOfFreedom above 0, fractions welcome; Infinity is the normal distribution
 * @returns ±Infinity only where the quantile itself exceeds the largest double (few degrees of freedom)
 * @throws {RangeError} when q is not strictly between 0 and 1 or the degrees of freedom are not above 0
 * @source As {@link studentTQuantile}, by symmetry
 * @example studentTSurvivalQuantile(1e-20, 10).toFixed(4) // => "256.4347"
 */
export function studentTSurvivalQuantile(q: number, degreesOfFreedom: number): number {
  requireDomain(q > 0 && q < 1, "studentTSurvivalQuantile requires 0 < q < 1", q);
  requireDegrees("studentTSurvivalQuantile", degreesOfFreedom);
  return q === 0.5 ? 0 : -studentTQuantile(q, degreesOfFreedom);
}

function lowerTail(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom > allButNormal) return normalCdf(t);
  if (t > 0) return 1 - lowerTail(-t, degreesOfFreedom);
  if (t === -Infinity) return 0;
  // Squares of huge or tiny ratios overflow; the two shares stay accurate from the ratio itself.
  const ratio = (t / Math.sqrt(degreesOfFreedom)) ** 2;
  const x = ratio === Infinity ? 0 : 1 / (1 + ratio);
  return incompleteBeta(x, ratio === Infinity ? 1 : ratio / (1 + ratio), degreesOfFreedom / 2, 0.5) / 2;
}

/** Degrees of freedom from which on the two distributions agree in every digit, t⁴ / 4·df being the difference. */
const allButNormal = 1e20;

function requireDegrees(caller: string, degreesOfFreedom: number): void {
  requireDomain(degreesOfFreedom > 1e-300, `${caller} requires degreesOfFreedom > 0`, degreesOfFreedom);
}
