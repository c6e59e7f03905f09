import { requireDomain } from "../domain.ts";
import { logExcess, stirlingError } from "./log-gamma.ts";

/**
 * Distribution function of the beta distribution, the regularized incomplete beta function I(x; a, b);
 * 1e-12 relative, small values included.
 *
 * @param x between 0 and 1
 * @param a first shape, above 0 (1e-300), at most 1e14
 * @param b second shape, above 0 (1e-300), at most 1e14
 * @throws {RangeError} when x is outside 0…1 or a shape is not between 1e-300 and 1e14
 * @source NIST Digital Library of Mathematical Functions, 8.17.22, contracted as in DiDonato and Morris (1992),
 *   ACM TOMS 18(3) 360–373; Loader (2000) for the factor before it
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
 * @param a first shape, above 0 (1e-300), at most 1e14
 * @param b second shape, above 0 (1e-300), at most 1e14
 * @throws {RangeError} when x is outside 0…1 or a shape is not between 1e-300 and 1e14
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
 * Where the upper tail is what is known, take {@link betaSurvivalQuantile}; where the distance of the quantile from 1
 * matters, swap the shapes: `betaSurvivalQuantile(p, b, a)` is it.
 *
 * @param p lower-tail probability, between 0 and 1
 * @param a first shape, above 0 (1e-300), at most 1e14
 * @param b second shape, above 0 (1e-300), at most 1e14
 * @throws {RangeError} when p is outside 0…1 or a shape is not between 1e-300 and 1e14
 * @source Newton's method on the log of the smaller tail over log(x / (1 - x)), which is concave
 * @example betaQuantile(0.975, 2, 3).toFixed(4) // => "0.8059"
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireDomain(p >= 0 && p <= 1, "betaQuantile requires 0 ≤ p ≤ 1", p);
  requireShapes("betaQuantile", a, b);
  if (p === 0 || p === 1) return p;
  return 1 / (1 + Math.exp(-betaLogitQuantile(p, 1 - p, a, b)));
}

/**
 * Quantile of the upper tail of the beta distribution: the x above which a share q of it lies.
 *
 * @param q upper-tail probability, between 0 and 1
 * @param a first shape, above 0 (1e-300), at most 1e14
 * @param b second shape, above 0 (1e-300), at most 1e14
 * @throws {RangeError} when q is outside 0…1 or a shape is not between 1e-300 and 1e14
 * @source As {@link betaQuantile}
 * @example betaSurvivalQuantile(0.025, 2, 3).toFixed(4) // => "0.8059"
 */
export function betaSurvivalQuantile(q: number, a: number, b: number): number {
  requireDomain(q >= 0 && q <= 1, "betaSurvivalQuantile requires 0 ≤ q ≤ 1", q);
  requireShapes("betaSurvivalQuantile", a, b);
  if (q === 0 || q === 1) return 1 - q;
  return 1 / (1 + Math.exp(-betaLogitQuantile(1 - q, q, a, b)));
}

/** log(x / (1 - x)) of the beta quantile with `lower` of the mass below and `upper` above it. */
export function betaLogitQuantile(lower: number, upper: number, a: number, b: number): number {
  if (lower > upper) return -betaLogitQuantile(upper, lower, b, a);
  const target = Math.log(lower);
  let logit = representable(Math.log(a) - Math.log(b));
  for (let step = 0; step < 100; step++) {
    const x = 1 / (1 + Math.exp(-logit));
    const y = 1 / (1 + Math.exp(logit));
    const tail = logIncompleteBeta(x, y, a, b);
    // Below the edge log I is a straight line of slope a, so that one step goes all the way.
    if (logit === -edge && target < tail) return logit + (target - tail) / a;
    // d log I / d logit = density / I, in logs because both may underflow.
    const move = (target - tail) / Math.exp(logBetaKernel(x, y, a, b) - tail);
    const next = representable(logit + move);
    const moved = Math.abs(next - logit);
    logit = next;
    // The error after a step is about its square.
    if (moved < 1e-10) break;
  }
  return logit;
}

/** Keeps both x and 1 − x above the smallest normal double. */
function representable(logit: number): number {
  return Math.max(-edge, Math.min(edge, logit));
}

const edge = 708;

/** I(x; a, b) with y = 1 - x given apart, so that neither loses digits near 0. */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x === 0) return 0;
  if (y === 0) return 1;
  const kernel = Math.exp(logBetaKernel(x, y, a, b));
  return a * y > b * x ? kernel / continuedFraction(x, y, a, b) : 1 - kernel / continuedFraction(y, x, b, a);
}

export function logIncompleteBeta(x: number, y: number, a: number, b: number): number {
  const logKernel = logBetaKernel(x, y, a, b);
  return a * y > b * x
    ? logKernel - Math.log(continuedFraction(x, y, a, b))
    : Math.log1p(-Math.exp(logKernel) / continuedFraction(y, x, b, a));
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

/**
 * What to divide the kernel by: the continued fraction 8.17.22 with every second term contracted away, by the modified
 * Lentz algorithm (Thompson and Barnett 1986). It rests on a·y − b·x, which keeps its digits when x is close to 1.
 */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  let value = (a / (a + 1)) * (a * y - b * x + 1);
  let c = value;
  let d = 0;
  for (let m = 1; m < 100_000; m++) {
    const odd = a + 2 * m - 1;
    const numerator = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
    const term = m + (m * (b - m) * x) / odd + ((a + m) / (odd + 2)) * (a * y - b * x + 1 + m * (1 + y));
    d = 1 / nonZero(term + numerator * d);
    c = nonZero(term + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 2e-16) break;
  }
  return value;
}

function nonZero(value: number): number {
  return value === 0 ? 1e-300 : value;
}

function requireShapes(caller: string, a: number, b: number): void {
  requireDomain(
    a > 1e-300 && b > 1e-300 && a <= largestShape && b <= largestShape,
    `${caller} requires shapes a and b between 1e-300 and 1e14`,
    `${a} and ${b}`,
  );
}

/** Beyond it the continued fraction no longer converges in the terms it is given. */
const largestShape = 1e14;
