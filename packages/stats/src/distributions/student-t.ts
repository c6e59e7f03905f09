import { requireDomain } from "../domain.ts";
import { uncheckedNormalSurvivalQuantile } from "./normal-quantile.ts";

/**
 * Share of Student's t distribution below t; 1e-12 relative, lower tail included.
 *
 * @param t any number; ±Infinity give 1 and 0
 * @param degreesOfFreedom above 0, fractions welcome (Welch's are); Infinity is the normal distribution
 * @throws {RangeError} when t is NaN or the degrees of freedom are not above 0
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.1, integrated by the trapezoidal rule:
 *   Trefethen and Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56(3) 385–458
 * @example studentTCdf(-2, 10).toFixed(6) // => "0.036694"
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  requireDomain(!Number.isNaN(t), "studentTCdf requires a number", t);
  requireDegrees("studentTCdf", degreesOfFreedom);
  return studentTTail(-t, degreesOfFreedom);
}

/**
 * Share of Student's t distribution above t: the tail to build p-values on.
 *
 * @param t any number; ±Infinity give 0 and 1
 * @param degreesOfFreedom above 0, fractions welcome (Welch's are); Infinity is the normal distribution
 * @throws {RangeError} when t is NaN or the degrees of freedom are not above 0
 * @source As {@link studentTCdf}, by symmetry
 * @example studentTSurvival(2, 10).toFixed(6) // => "0.036694"
 */
export function studentTSurvival(t: number, degreesOfFreedom: number): number {
  requireDomain(!Number.isNaN(t), "studentTSurvival requires a number", t);
  requireDegrees("studentTSurvival", degreesOfFreedom);
  return studentTTail(t, degreesOfFreedom);
}

/**
 * Quantile of Student's t distribution: the t below which a share p of it lies; 1e-12 relative.
 *
 * @param p lower-tail probability, strictly between 0 and 1
 * @param degreesOfFreedom above 0, fractions welcome; Infinity is the normal distribution
 * @returns ±Infinity only where the quantile itself exceeds the largest double (few degrees of freedom)
 * @throws {RangeError} when p is not strictly between 0 and 1, the degrees of freedom are not above 0, or the quantile is
 *   beyond 1.8e308
 * @source As {@link studentTCdf}, inverted by Newton's method on the log of the tail, which is concave
 * @example studentTQuantile(0.975, 10).toFixed(6) // => "2.228139"
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  requireDomain(p > 0 && p < 1, "studentTQuantile requires 0 < p < 1", p);
  requireDegrees("studentTQuantile", degreesOfFreedom);
  const t =
    p < 0.5 ? -upperStudentTQuantile(p, degreesOfFreedom) : upperStudentTQuantile(1 - p, degreesOfFreedom);
  return finite("studentTQuantile", t, p, degreesOfFreedom);
}

/**
 * Quantile of the upper tail of Student's t distribution: the t above which a share q of it lies.
 *
 * @param q upper-tail probability, strictly between 0 and 1
 * @param degreesOfFreedom above 0, fractions welcome; Infinity is the normal distribution
 * @returns ±Infinity only where the quantile itself exceeds the largest double (few degrees of freedom)
 * @throws {RangeError} when q is not strictly between 0 and 1, the degrees of freedom are not above 0, or the quantile is
 *   beyond 1.8e308
 * @source As {@link studentTQuantile}, by symmetry
 * @example studentTSurvivalQuantile(1e-20, 10).toFixed(4) // => "256.4347"
 */
export function studentTSurvivalQuantile(q: number, degreesOfFreedom: number): number {
  requireDomain(q > 0 && q < 1, "studentTSurvivalQuantile requires 0 < q < 1", q);
  requireDegrees("studentTSurvivalQuantile", degreesOfFreedom);
  const t =
    q > 0.5 ? -upperStudentTQuantile(1 - q, degreesOfFreedom) : upperStudentTQuantile(q, degreesOfFreedom);
  return finite("studentTSurvivalQuantile", t, q, degreesOfFreedom);
}

/**
 * Share above t, unchecked: half the integral of cosh(u)^−df from asinh(t / √df) over the same from 0. Serves the normal
 * distribution too, as infinite degrees of freedom, so that who needs both has one.
 */
function studentTTail(t: number, degreesOfFreedom: number): number {
  return t < 0 ? 1 - upperStudentTTail(-t, degreesOfFreedom) : upperStudentTTail(t, degreesOfFreedom);
}

/** The same for t ≥ 0. */
export function upperStudentTTail(t: number, degreesOfFreedom: number): number {
  const df = Math.min(degreesOfFreedom, allButNormal);
  const from = Math.asinh(t / Math.sqrt(df));
  return ((0.5 * area(from, df)) / area(0, df)) * Math.exp(-df * logGrowth(0, from));
}

/** The t above which a share `tail` lies, 0 < tail ≤ ½, unchecked. */
export function upperStudentTQuantile(tail: number, degreesOfFreedom: number): number {
  const df = Math.min(degreesOfFreedom, allButNormal);
  // Close to the center logs would cancel; there the integral from 0 is u − df·u³/6 + df·(3·df + 2)·u⁵/120.
  const center = (1 - 2 * tail) * area(0, df);
  const square = center * center;
  return (df + 1) * square > 1e-4
    ? outerStudentTQuantile(tail, df)
    : Math.sqrt(df) * Math.sinh(center * (1 + df * square * (1 / 6 + ((7 * df - 2) * square) / 120)));
}

/** The same where next to nothing lies between t and the center is of no interest, as at critical values: it loses digits there. */
export function outerStudentTQuantile(tail: number, degreesOfFreedom: number): number {
  const df = Math.min(degreesOfFreedom, allButNormal);
  const half = area(0, df);
  let u = uncheckedNormalSurvivalQuantile(tail) / Math.sqrt(df);
  for (let step = 30, move = u; step-- && Math.abs(move) > 1e-9 * u; u += move) {
    const beyond = area(u, df);
    move = beyond * (Math.log(beyond / half / 2) - Math.log(tail) - df * logGrowth(0, u));
  }
  return Math.sqrt(df) * Math.sinh(u);
}

/**
 * Integral of (cosh(u) / cosh(from))^−df over u from `from` on, by the trapezoidal rule in the log of the distance.
 */
function area(from: number, df: number): number {
  const slope = Math.tanh(from);
  const rate = df * Math.min(1, slope + 1 / Math.sqrt(df));
  let sum = 0;
  // Each distance is e^⅛ times the last; what lies beyond either end is below the rounding.
  for (let distance = 1e-17 / rate; distance < 54 / rate; distance *= Math.exp(1 / 8)) {
    sum += distance * Math.exp(-df * logGrowth(slope, distance));
  }
  return sum / 8;
}

/** log(cosh(u + distance) / cosh(u)) by tanh(u), without cancellation near 0 and overflow far out. */
function logGrowth(slope: number, distance: number): number {
  const grown = Math.expm1(distance);
  return grown < 1e9
    ? Math.log1p((grown / (grown + 1)) * (slope + (grown * (slope + 1)) / 2))
    : distance + Math.log((slope + 1) / 2);
}

/** Degrees of freedom from which on the two distributions agree in every digit, t⁴ / 4·df being the difference. */
const allButNormal = 1e20;

function requireDegrees(caller: string, degreesOfFreedom: number): void {
  requireDomain(degreesOfFreedom > 1e-300, `${caller} requires degreesOfFreedom > 0`, degreesOfFreedom);
}

function finite(caller: string, t: number, probability: number, degreesOfFreedom: number): number {
  requireDomain(
    Number.isFinite(t),
    `${caller} requires a quantile within ±1.8e308`,
    `that of ${probability} with ${degreesOfFreedom} degrees of freedom`,
  );
  return t;
}
