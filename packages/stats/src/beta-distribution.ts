import { requireDomain } from "./domain.ts";
import { logExcess, stirlingError } from "./log-gamma.ts";

/**
 * Distribution function of the beta distribution, the regularized incomplete beta function I(x; a, b);
 * 1e-12 relative, small values included.
 *
 * @param x between 0 and 1
 * @param a first shape, above 0
 * @param b second shape, above 0
 * @throws {RangeError} when x is outside 0…1 or a shape is not a finite number above 0
 * @source NIST Digital Library of Mathematical Functions, 8.17.22; Loader (2000) for the factor before it
 * @example betaCdf(0.6, 2, 3).toFixed(4) // => "0.8208"
 */
export function betaCdf(x: number, a: number, b: number): number {
  requireDomain(x >= 0 && x <= 1, "betaCdf requires 0 ≤ x ≤ 1", x);
  requireShapes("betaCdf", a, b);
  return incompleteBeta(x, 1 - x, a, b);
}

/**
 * Upper tail of the beta distribution, `1 - betaCdf(x, a, b)` without the cancellation.
 *
 * @param x between 0 and 1
 * @param a first shape, above 0
 * @param b second shape, above 0
 * @throws {RangeError} when x is outside 0…1 or a shape is not a finite number above 0
 * @source NIST Digital Library of Mathematical Functions, 8.17.4
 * @example betaSurvival(0.6, 2, 3).toFixed(4) // => "0.1792"
 */
export function betaSurvival(x: number, a: number, b: number): number {
  requireDomain(x >= 0 && x <= 1, "betaSurvival requires 0 ≤ x ≤ 1", x);
  requireShapes("betaSurvival", a, b);
  return incompleteBeta(1 - x, x, b, a);
}

/**
 * Quantile of the beta distribution: the x below which a share p of it lies; 1e-12 relative.
 *
 * For a quantile close to 1 whose distance from 1 matters, take `1 - betaQuantile(q, b, a)` with the
 * upper tail q.
 *
 * @param p lower-tail probability, between 0 and 1
 * @param a first shape, above 0
 * @param b second shape, above 0
 * @throws {RangeError} when p is outside 0…1 or a shape is not a finite number above 0
 * @source Newton's method on the log of the smaller tail over log(x / (1 - x)), which is concave
 * @example betaQuantile(0.975, 2, 3).toFixed(4) // => "0.8059"
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireDomain(p >= 0 && p <= 1, "betaQuantile requires 0 ≤ p ≤ 1", p);
  requireShapes("betaQuantile", a, b);
  if (p === 0 || p === 1) return p;
  return 1 / (1 + Math.exp(-betaLogitQuantile(p, 1 - p, a, b)));
}

/** log(x / (1 - x)) of the beta quantile with `lower` of the mass below and `upper` above it. */
export function betaLogitQuantile(lower: number, upper: number, a: number, b: number): number {
  if (lower > upper) return -betaLogitQuantile(upper, lower, b, a);
  const target = Math.log(lower);
  let logit = Math.log(a / b);
  for (let step = 0; step < 100; step++) {
    const x = 1 / (1 + Math.exp(-logit));
    const y = 1 / (1 + Math.exp(logit));
    const tail = logIncompleteBeta(x, y, a, b);
    // d log I / d logit = density / I, in logs because both may underflow.
    const move = (target - tail) / Math.exp(logBetaKernel(x, y, a, b) - tail);
    const next = Math.max(-708, Math.min(708, logit + move));
    const moved = Math.abs(next - logit);
    logit = next;
    if (moved < 1e-15 * (1 + Math.abs(logit))) break;
  }
  return logit;
}

/** I(x; a, b) with y = 1 - x given apart, so that neither loses digits near 0. */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x === 0) return 0;
  if (y === 0) return 1;
  return x < (a + 1) / (a + b + 2)
    ? Math.exp(logBetaKernel(x, y, a, b)) / (a * continuedFraction(x, a, b))
    : 1 - Math.exp(logBetaKernel(x, y, a, b)) / (b * continuedFraction(y, b, a));
}

function logIncompleteBeta(x: number, y: number, a: number, b: number): number {
  return x < (a + 1) / (a + b + 2)
    ? logBetaKernel(x, y, a, b) - Math.log(a * continuedFraction(x, a, b))
    : Math.log1p(-Math.exp(logBetaKernel(x, y, a, b)) / (b * continuedFraction(y, b, a)));
}

/** log of x^a y^b / B(a, b), from deviations instead of log-gammas, which would cancel for large shapes. */
export function logBetaKernel(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const u = (b * x - a * y) / a;
  const v = (a * y - b * x) / b;
  const deviance =
    Math.abs(u) < 0.5 && Math.abs(v) < 0.5
      ? -a * logExcess(u) - b * logExcess(v)
      : a * logRatio(u, x, n / a) + b * logRatio(v, y, n / b);
  return (
    0.5 * Math.log((a / n) * (b / (2 * Math.PI))) +
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) +
    deviance
  );
}

function logRatio(u: number, x: number, inverseMean: number): number {
  return Math.abs(u) < 0.5 ? Math.log1p(u) : Math.log(x) + Math.log(inverseMean);
}

/** The denominator of the continued fraction, by the modified Lentz algorithm (Thompson and Barnett 1986). */
function continuedFraction(x: number, a: number, b: number): number {
  let value = 1;
  let c = 1;
  let d = 0;
  for (let k = 1; k < 100_000; k++) {
    const m = k >> 1;
    const coefficient =
      k % 2 === 0
        ? (m / (a + k - 1)) * ((b - m) / (a + k)) * x
        : -((a + m) / (a + k - 1)) * ((a + b + m) / (a + k)) * x;
    d = 1 / nonZero(1 + coefficient * d);
    c = nonZero(1 + coefficient / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

function nonZero(value: number): number {
  return value === 0 ? 1e-300 : value;
}

function requireShapes(caller: string, a: number, b: number): void {
  requireDomain(
    a > 0 && b > 0 && a < Infinity && b < Infinity,
    `${caller} requires finite shapes a > 0 and b > 0`,
    `${a} and ${b}`,
  );
}
