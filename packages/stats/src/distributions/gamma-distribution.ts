import { requireDomain } from "../domain.ts";
import { logExcess, stirlingError } from "./log-gamma.ts";

/**
 * Distribution function of the gamma distribution; 1e-12 relative, small values included.
 *
 * @param x 0 or above
 * @param shape above 0, at most 1e12
 * @param scale above 0, in the unit of x
 * @throws {RangeError} when x is negative or NaN, or a parameter is not a finite number above 0, or the shape above 1e12
 * @source NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2; Loader (2000) for the factor before them
 * @example gammaCdf(2, 3).toFixed(4) // => "0.3233"
 */
export function gammaCdf(x: number, shape: number, scale = 1): number {
  requireParameters("gammaCdf", x, shape, scale);
  const y = x / scale;
  return y < shape + 1 ? Math.exp(logLower(y, shape)) : 1 - Math.exp(logUpper(y, shape));
}

/**
 * Upper tail of the gamma distribution, `1 - gammaCdf(x, shape, scale)` without the cancellation.
 *
 * @param x 0 or above
 * @param shape above 0, at most 1e12
 * @param scale above 0, in the unit of x
 * @throws {RangeError} when x is negative or NaN, or a parameter is not a finite number above 0, or the shape above 1e12
 * @source NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2
 * @example gammaSurvival(2, 3).toFixed(4) // => "0.6767"
 */
export function gammaSurvival(x: number, shape: number, scale = 1): number {
  requireParameters("gammaSurvival", x, shape, scale);
  const y = x / scale;
  return y < shape + 1 ? 1 - Math.exp(logLower(y, shape)) : Math.exp(logUpper(y, shape));
}

/**
 * Quantile of the gamma distribution: the x below which a share p of it lies; 1e-12 relative.
 *
 * @param p lower-tail probability, between 0 and 1, below 1
 * @param shape above 0, at most 1e12
 * @param scale above 0
 * @throws {RangeError} unless 0 ≤ p < 1, or when a parameter is not a finite number above 0, or the shape above 1e12
 * @source Newton's method on the log of the smaller tail over log x, which is concave
 * @example gammaQuantile(0.5, 3).toFixed(4) // => "2.6741"
 */
export function gammaQuantile(p: number, shape: number, scale = 1): number {
  requireDomain(p >= 0 && p < 1, "gammaQuantile requires 0 ≤ p < 1", p);
  requireParameters("gammaQuantile", 0, shape, scale);
  if (p === 0) return 0;
  const lower = p <= 0.5;
  const target = Math.log(lower ? p : 1 - p);
  // For the upper tail an upper bound (sub-gamma deviation), from where Newton's method descends without overshooting.
  let logX = Math.log(lower ? shape : shape + Math.sqrt(-2 * shape * target) - target);
  for (let step = 0; step < 100; step++) {
    const x = Math.exp(logX);
    const tail = lower ? logTail(logLower, logUpper, x, shape) : logTail(logUpper, logLower, x, shape);
    const slope = Math.exp(logGammaKernel(x, shape) - tail);
    const next = Math.max(-745, logX + (lower ? target - tail : tail - target) / slope);
    const moved = Math.abs(next - logX);
    logX = next;
    // The error after a step is about its square.
    if (moved < 1e-10) break;
  }
  return Math.exp(logX) * scale;
}

/** log of the tail wanted, from the other one where that is the one that converges. */
function logTail(wanted: typeof logLower, other: typeof logLower, x: number, shape: number): number {
  const lowerConverges = x < shape + 1;
  return (wanted === logLower) === lowerConverges ? wanted(x, shape) : Math.log1p(-Math.exp(other(x, shape)));
}

/** log P(shape, x) by its power series. */
function logLower(x: number, shape: number): number {
  let term = 1 / shape;
  let series = term;
  for (let k = 1; term > series * 1e-17; k++) {
    term *= x / (shape + k);
    series += term;
  }
  return logGammaKernel(x, shape) + Math.log(series);
}

/** log Q(shape, x) by its continued fraction, with the modified Lentz algorithm (Thompson and Barnett 1986). */
function logUpper(x: number, shape: number): number {
  if (x === Infinity) return -Infinity;
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
    shape > 0 && shape <= 1e12 && scale > 0 && scale < Infinity,
    `${caller} requires 0 < shape ≤ 1e12 and a finite scale > 0`,
    `${shape} and ${scale}`,
  );
}
