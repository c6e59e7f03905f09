import { requireDomain } from "../domain.ts";
import { logBetaKernel, logIncompleteBeta } from "./beta-distribution.ts";
import { noncentralChiSquaredCdf, noncentralChiSquaredSurvival } from "./noncentral-chi-squared.ts";
import { lowerMixture, type Mixture, upperMixture } from "./poisson-mixture.ts";

/**
 * Share of the noncentral F distribution below x: of an F statistic whose numerator has a noncentral chi-squared
 * distribution, because the means do differ.
 *
 * @param x 0 or above
 * @param numeratorDegrees degrees of freedom of the numerator, above 0, at most 1e9; fractions welcome
 * @param denominatorDegrees those of the denominator, above 0, at most 1e9, or Infinity
 * @param noncentrality of the numerator, 0 to 1e9
 * @throws {RangeError} when x is negative or NaN, or a parameter is outside these bounds
 * @source Benton and Krishnamoorthy (2003), Computing discrete mixtures of continuous distributions, Computational
 *   Statistics & Data Analysis 43(2) 249–267
 * @example noncentralFCdf(4.26, 2, 9, 5).toFixed(4) // => "0.6240"
 */
export function noncentralFCdf(
  x: number,
  numeratorDegrees: number,
  denominatorDegrees: number,
  noncentrality: number,
): number {
  requireArguments("noncentralFCdf", x, numeratorDegrees, denominatorDegrees, noncentrality);
  if (denominatorDegrees === Infinity)
    return noncentralChiSquaredCdf(x * numeratorDegrees, numeratorDegrees, noncentrality);
  return x * numeratorDegrees < numeratorDegrees + noncentrality
    ? lower(x, numeratorDegrees, denominatorDegrees, noncentrality)
    : 1 - upper(x, numeratorDegrees, denominatorDegrees, noncentrality);
}

/**
 * Share of the noncentral F distribution above x: the power of an F test whose critical value is x.
 *
 * @param x 0 or above
 * @param numeratorDegrees degrees of freedom of the numerator, above 0, at most 1e9; fractions welcome
 * @param denominatorDegrees those of the denominator, above 0, at most 1e9, or Infinity
 * @param noncentrality of the numerator, 0 to 1e9
 * @throws {RangeError} when x is negative or NaN, or a parameter is outside these bounds
 * @source As {@link noncentralFCdf}
 * @example noncentralFSurvival(4.26, 2, 9, 5).toFixed(4) // => "0.3760"
 */
export function noncentralFSurvival(
  x: number,
  numeratorDegrees: number,
  denominatorDegrees: number,
  noncentrality: number,
): number {
  requireArguments("noncentralFSurvival", x, numeratorDegrees, denominatorDegrees, noncentrality);
  if (denominatorDegrees === Infinity)
    return noncentralChiSquaredSurvival(x * numeratorDegrees, numeratorDegrees, noncentrality);
  return x * numeratorDegrees < numeratorDegrees + noncentrality
    ? 1 - lower(x, numeratorDegrees, denominatorDegrees, noncentrality)
    : upper(x, numeratorDegrees, denominatorDegrees, noncentrality);
}

function lower(x: number, numerator: number, denominator: number, noncentrality: number): number {
  const ratio = (numerator / denominator) * x;
  if (ratio === 0) return 0;
  const [below, above] = [ratio / (1 + ratio), 1 / (1 + ratio)];
  const [a, b] = [numerator / 2, denominator / 2];
  return lowerMixture(
    mixture((count) => logIncompleteBeta(below, above, a + count, b), below, above, a, b, noncentrality / 2),
  );
}

function upper(x: number, numerator: number, denominator: number, noncentrality: number): number {
  const ratio = (numerator / denominator) * x;
  if (ratio === Infinity) return 0;
  const [below, above] = [ratio / (1 + ratio), 1 / (1 + ratio)];
  const [a, b] = [numerator / 2, denominator / 2];
  return upperMixture(
    mixture((count) => logIncompleteBeta(above, below, b, a + count), below, above, a, b, noncentrality / 2),
  );
}

function mixture(
  logTail: (count: number) => number,
  below: number,
  above: number,
  a: number,
  b: number,
  mean: number,
): Mixture {
  // Where the ratio of neighbouring terms, mean · x · (a + b + count) / (count · (a + count)), is 1.
  const half = (mean * below - a) / 2;
  const root = Math.sqrt(half * half + mean * below * (a + b));
  return {
    mean,
    balance: half > 0 ? half + root : (mean * below * (a + b)) / (root - half),
    logTail,
    logStep: (count) => logBetaKernel(below, above, a + count, b) - Math.log(a + count),
    growth: (count) => below * ((a + b + count - 1) / (a + count)),
  };
}

function requireArguments(
  caller: string,
  x: number,
  numeratorDegrees: number,
  denominatorDegrees: number,
  noncentrality: number,
): void {
  requireDomain(x >= 0, `${caller} requires x ≥ 0`, x);
  requireDomain(
    numeratorDegrees > 0 && numeratorDegrees <= 1e9,
    `${caller} requires 0 < numeratorDegrees ≤ 1e9`,
    numeratorDegrees,
  );
  requireDomain(
    denominatorDegrees > 0 && (denominatorDegrees <= 1e9 || denominatorDegrees === Infinity),
    `${caller} requires 0 < denominatorDegrees ≤ 1e9 or Infinity`,
    denominatorDegrees,
  );
  requireDomain(
    noncentrality >= 0 && noncentrality <= 1e9,
    `${caller} requires 0 ≤ noncentrality ≤ 1e9`,
    noncentrality,
  );
}
