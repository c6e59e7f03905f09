import { requireDomain } from "../domain.ts";
import { logExcess, logGamma, stirlingError } from "./log-gamma.ts";

/**
 * Distribution function of the gamma distribution; 1e-12 relative, small values included.
 *
 * @param x 0 or above
 * @param shape above 0 (1e-300), at most 1e12
 * @param scale above 0, in the unit of x
 * @throws {RangeError} when x is negative or NaN, or a parameter is not a finite number above 0, or the shape below 1e-300 or above 1e12
 * @source NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2; Loader (2000) for the factor before them
 * @example gammaCdf(2, 3).toFixed(4) // => "0.3233"
 */
export function gammaCdf(x: number, shape: number, scale = 1): number {
  requireParameters("gammaCdf", x, shape, scale);
  return Math.exp(logGammaTail(logLower, x / scale, shape));
}

/**
 * Upper tail of the gamma distribution, `1 - gammaCdf(x, shape, scale)` without the cancellation.
 *
 * @param x 0 or above
 * @param shape above 0 (1e-300), at most 1e12
 * @param scale above 0, in the unit of x
 * @throws {RangeError} when x is negative or NaN, or a parameter is not a finite number above 0, or the shape below 1e-300 or above 1e12
 * @source NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2
 * @example gammaSurvival(2, 3).toFixed(4) // => "0.6767"
 */
export function gammaSurvival(x: number, shape: number, scale = 1): number {
  requireParameters("gammaSurvival", x, shape, scale);
  return Math.exp(logGammaTail(logUpper, x / scale, shape));
}

/**
 * Quantile of the gamma distribution: the x below which a share p of it lies; 1e-12 relative.
 *
 * @param p lower-tail probability, between 0 and 1, below 1
 * @param shape above 0 (1e-300), at most 1e12
 * @param scale above 0
 * @throws {RangeError} unless 0 ≤ p < 1, or when a parameter is not a finite number above 0, or the shape below 1e-300 or above 1e12
 * @source Newton's method on the log of the smaller tail over log x, which is concave
 * @example gammaQuantile(0.5, 3).toFixed(4) // => "2.6741"
 */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  requireDomain(p >= 0 && p < 1, "gammaQuantile requires 0 ≤ p < 1", p);
  requireParameters("gammaQuantile", 0, shape, scale);
  return scaled(
    "gammaQuantile",
    p <= 0.5 ? lowerQuantile(p, shape) : upperQuantile(1 - p, shape),
    shape,
    scale,
  );
}

/**
 * Quantile of the upper tail of the gamma distribution: the x above which a share q of it lies.
 *
 * @param q upper-tail probability, above 0, at most 1
 * @param shape above 0 (1e-300), at most 1e12
 * @param scale above 0
 * @throws {RangeError} unless 0 < q ≤ 1, or when a parameter is not a finite number above 0, or the shape below 1e-300 or above 1e12
 * @source As {@link gammaQuantile}
 * @example gammaSurvivalQuantile(0.05, 3).toFixed(4) // => "6.2958"
 */
export function gammaSurvivalQuantile(q: number, shape: number, scale = 1): number {
  requireDomain(q > 0 && q <= 1, "gammaSurvivalQuantile requires 0 < q ≤ 1", q);
  requireParameters("gammaSurvivalQuantile", 0, shape, scale);
  return scaled(
    "gammaSurvivalQuantile",
    q < 0.5 ? upperQuantile(q, shape) : lowerQuantile(1 - q, shape),
    shape,
    scale,
  );
}

function scaled(caller: string, quantile: number, shape: number, scale: number): number {
  requireDomain(
    scale * quantile < Infinity,
    `${caller} requires a shape and scale whose quantile is below 1.8e308`,
    `${shape} and ${scale}`,
  );
  return scale * quantile;
}

/** The x of scale 1 below which a share of at most ½ lies. */
function lowerQuantile(p: number, shape: number): number {
  return p === 0 ? 0 : newton(logLower, Math.log(p), shape, shape, 1);
}

/** The x of scale 1 above which a share of at most ½ lies. */
function upperQuantile(q: number, shape: number): number {
  const target = Math.log(q);
  // An upper bound (sub-gamma deviation), from where Newton's method descends without overshooting.
  return newton(logUpper, target, shape, shape + Math.sqrt(-2 * shape * target) - target, -1);
}

function newton(tailOf: Tail, target: number, shape: number, start: number, sign: 1 | -1): number {
  let logX = Math.log(start);
  for (let step = 0; step < 100; step++) {
    const x = Math.exp(logX);
    const tail = logGammaTail(tailOf, x, shape);
    // The shape is so close to 0 that nothing can be told above here, and the quantile is 0 but for 1e-300.
    if (tail === -Infinity) return 0;
    const slope = Math.exp(logGammaKernel(x, shape) - tail);
    const next = Math.max(-745, logX + (sign * (target - tail)) / slope);
    const moved = Math.abs(next - logX);
    logX = next;
    // The error after a step is about its square.
    if (moved < 1e-10) break;
  }
  return Math.exp(logX);
}

type Tail = typeof logLower;

/** log of the tail wanted, from the other one where that is the one that converges. */
export function logGammaTail(wanted: Tail, x: number, shape: number): number {
  // Of a small shape nearly all lies close to 0: its upper tail would not survive a subtraction from 1.
  const lowerConverges = x < (shape < 1 && wanted === logUpper ? 0.3 : shape + 1);
  if ((wanted === logLower) === lowerConverges) return wanted(x, shape);
  return Math.log(-Math.expm1((lowerConverges ? logLower : logUpper)(x, shape)));
}

/** log P(shape, x) by its power series. */
export function logLower(x: number, shape: number): number {
  let term = 1;
  let series = term;
  for (let k = 1; term > series * 1e-17; k++) {
    term *= x / (shape + k);
    series += term;
  }
  // Near a shape of 0 the kernel is about the shape, and its logarithm would be large for nothing.
  return shape < 1
    ? Math.min(0, shape * Math.log(x) - x - logGamma(shape + 1) + Math.log(series))
    : logGammaKernel(x, shape) + Math.log(series / shape);
}

/** log Q(shape, x) by its continued fraction, with the modified Lentz algorithm (Thompson and Barnett 1986). */
export function logUpper(x: number, shape: number): number {
  // So far out of any shape that is allowed, nothing that a double tells from 0 is left.
  if (x > 1e100) return -Infinity;
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 1_000_000; k++) {
    const coefficient = k * (shape - k);
    b += 2;
    d = 1 / (coefficient * d + b || 1e-300);
    c = b + coefficient / c || 1e-300;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return logGammaKernel(x, shape) + Math.log(value);
}

/** log of x^shape exp(-x) / Γ(shape), from the deviation of x instead of logs that would cancel. */
export function logGammaKernel(x: number, shape: number): number {
  const u = (x - shape) / shape;
  const deviance = Math.abs(u) < 0.5 ? shape * logExcess(u) : x - shape - shape * Math.log(x / shape);
  return 0.5 * Math.log(shape / (2 * Math.PI)) - stirlingError(shape) - deviance;
}

function requireParameters(caller: string, x: number, shape: number, scale: number): void {
  requireDomain(x >= 0, `${caller} requires x ≥ 0`, x);
  requireDomain(
    shape >= 1e-300 && shape <= 1e12 && scale > 0 && scale < Infinity,
    `${caller} requires 1e-300 ≤ shape ≤ 1e12 and a finite scale > 0`,
    `${shape} and ${scale}`,
  );
}
