import { requireDomain } from "../domain.ts";
import { logGammaKernel, logGammaTail, logLower, logUpper } from "./gamma-distribution.ts";
import { lowerMixture, type Mixture, upperMixture } from "./poisson-mixture.ts";

/**
 * Share of the noncentral chi-squared distribution below x: of a sum of squared normal variables whose means are not 0.
 *
 * @param x 0 or above
 * @param degreesOfFreedom above 0 (1e-300), at most 1e9; fractions welcome
 * @param noncentrality sum of the squared means, 0 to 1e9
 * @throws {RangeError} when x is negative or NaN, or a parameter is outside these bounds
 * @source Benton and Krishnamoorthy (2003), Computing discrete mixtures of continuous distributions, Computational
 *   Statistics & Data Analysis 43(2) 249–267
 * @example noncentralChiSquaredCdf(10, 4, 3).toFixed(4) // => "0.7838"
 */
export function noncentralChiSquaredCdf(x: number, degreesOfFreedom: number, noncentrality: number): number {
  requireArguments("noncentralChiSquaredCdf", x, degreesOfFreedom, noncentrality);
  return x < degreesOfFreedom + noncentrality
    ? lower(x, degreesOfFreedom, noncentrality)
    : 1 - upper(x, degreesOfFreedom, noncentrality);
}

/**
 * Share of the noncentral chi-squared distribution above x: the power of a chi-squared test whose critical value is x.
 *
 * @param x 0 or above
 * @param degreesOfFreedom above 0 (1e-300), at most 1e9; fractions welcome
 * @param noncentrality sum of the squared means, 0 to 1e9
 * @throws {RangeError} when x is negative or NaN, or a parameter is outside these bounds
 * @source As {@link noncentralChiSquaredCdf}
 * @example noncentralChiSquaredSurvival(10, 4, 3).toFixed(4) // => "0.2162"
 */
export function noncentralChiSquaredSurvival(
  x: number,
  degreesOfFreedom: number,
  noncentrality: number,
): number {
  requireArguments("noncentralChiSquaredSurvival", x, degreesOfFreedom, noncentrality);
  return x < degreesOfFreedom + noncentrality
    ? 1 - lower(x, degreesOfFreedom, noncentrality)
    : upper(x, degreesOfFreedom, noncentrality);
}

function lower(x: number, degreesOfFreedom: number, noncentrality: number): number {
  if (x === 0) return 0;
  return lowerMixture(mixture(logLower, x / 2, degreesOfFreedom / 2, noncentrality / 2));
}

function upper(x: number, degreesOfFreedom: number, noncentrality: number): number {
  // By Chernoff's bound at most exp(−1e11) of any distribution with parameters as large as are allowed.
  if (x > 1e12) return 0;
  return upperMixture(mixture(logUpper, x / 2, degreesOfFreedom / 2, noncentrality / 2));
}

function mixture(tail: typeof logLower, y: number, shape: number, mean: number): Mixture {
  return {
    mean,
    // Where the ratio of neighbouring terms, mean · y / (count · (shape + count)), is 1.
    balance: (2 * mean * y) / (shape + Math.sqrt(shape * shape + 4 * mean * y)),
    logTail: (count) => logGammaTail(tail, y, shape + count),
    logStep: (count) => logGammaKernel(y, shape + count) - Math.log(shape + count),
    growth: (count) => y / (shape + count),
  };
}

function requireArguments(caller: string, x: number, degreesOfFreedom: number, noncentrality: number): void {
  requireDomain(x >= 0, `${caller} requires x ≥ 0`, x);
  requireDomain(
    degreesOfFreedom >= 1e-300 && degreesOfFreedom <= 1e9,
    `${caller} requires 1e-300 ≤ degreesOfFreedom ≤ 1e9`,
    degreesOfFreedom,
  );
  requireDomain(
    noncentrality >= 0 && noncentrality <= 1e9,
    `${caller} requires 0 ≤ noncentrality ≤ 1e9`,
    noncentrality,
  );
}
