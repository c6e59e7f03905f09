import { requireDomain } from "../domain.ts";

/**
 * Natural logarithm of the gamma function, `log((x - 1)!)` for whole x; 1e-14 relative, absolute near
 * its zeros at 1 and 2.
 *
 * @param x above 0
 * @throws {RangeError} when x is not above 0 or not finite
 * @source Stirling's series after an upward shift; Abramowitz and Stegun (1964), 6.1.41
 * @example logGamma(5).toFixed(6) // => "3.178054"
 */
export function logGamma(x: number): number {
  requireDomain(x > 0 && x < 2.5e305, "logGamma requires a finite x > 0 (below 2.5e305)", x);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + stirlingError(x);
}

/**
 * What Stirling's formula leaves out of `logGamma(x)`. Densities are built on it because it is small:
 * differences of log-gammas of large arguments would cancel.
 *
 * @source Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 */
export function stirlingError(x: number): number {
  let shift = 0;
  let large = x;
  for (; large < 12; large++) shift += (large + 0.5) * logGrowth(large) - 1;
  const inverse = 1 / (large * large);
  let sum = 0;
  for (const coefficient of bernoulliTerms) sum = sum * inverse + coefficient;
  return shift + sum / large;
}

/**
 * `u - log(1 + u)`, accurate near 0 where the two sides cancel.
 */
export function logExcess(u: number): number {
  if (Math.abs(u) > 0.5) return u - Math.log1p(u);
  const r = u / (2 + u);
  let sum = 0;
  for (let odd = 41; odd >= 3; odd -= 2) sum = sum * r * r + 1 / odd;
  return r * (u - 2 * r * r * sum);
}

/** log((x + 1) / x), also where 1 / x overflows. */
function logGrowth(x: number): number {
  return x < 1 ? Math.log1p(x) - Math.log(x) : Math.log1p(1 / x);
}

/** B(2k) / (2k (2k - 1)), last first. */
const bernoulliTerms = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];
