import { requireDomain } from "../domain.ts";
import { gammaCdf, gammaQuantile, gammaSurvival, gammaSurvivalQuantile } from "./gamma-distribution.ts";

/**
 * Share of the chi-squared distribution below x; 1e-12 relative.
 *
 * @param x 0 or above
 * @param degreesOfFreedom above 0 (2e-300), at most 2e12; fractions welcome
 * @throws {RangeError} when x is negative or NaN or the degrees of freedom are not above 0, or above 2e12
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.4.19
 * @example chiSquaredCdf(3.84, 1).toFixed(4) // => "0.9500"
 */
export function chiSquaredCdf(x: number, degreesOfFreedom: number): number {
  requireArguments("chiSquaredCdf", x, degreesOfFreedom);
  return gammaCdf(x / 2, degreesOfFreedom / 2);
}

/**
 * Share of the chi-squared distribution above x: the p-value of a chi-squared statistic.
 *
 * @param x 0 or above
 * @param degreesOfFreedom above 0 (2e-300), at most 2e12; fractions welcome
 * @throws {RangeError} when x is negative or NaN or the degrees of freedom are not above 0, or above 2e12
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.4.19
 * @example chiSquaredSurvival(3.84, 1).toFixed(4) // => "0.0500"
 */
export function chiSquaredSurvival(x: number, degreesOfFreedom: number): number {
  requireArguments("chiSquaredSurvival", x, degreesOfFreedom);
  return gammaSurvival(x / 2, degreesOfFreedom / 2);
}

/**
 * Quantile of the chi-squared distribution: the x below which a share p of it lies; 1e-12 relative.
 *
 * @param p lower-tail probability, 0 ≤ p < 1
 * @param degreesOfFreedom above 0 (2e-300), at most 2e12; fractions welcome
 * @throws {RangeError} unless 0 ≤ p < 1, or when the degrees of freedom are not above 0, or above 2e12
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.4.19, inverted
 * @example chiSquaredQuantile(0.95, 1).toFixed(4) // => "3.8415"
 */
export function chiSquaredQuantile(p: number, degreesOfFreedom: number): number {
  requireDomain(p >= 0 && p < 1, "chiSquaredQuantile requires 0 ≤ p < 1", p);
  requireArguments("chiSquaredQuantile", 0, degreesOfFreedom);
  return 2 * gammaQuantile(p, degreesOfFreedom / 2);
}

/**
 * Quantile of the upper tail of the chi-squared distribution: the x above which a share q of it lies, the critical value.
 *
 * @param q upper-tail probability, 0 < q ≤ 1
 * @param degreesOfFreedom above 0 (2e-300), at most 2e12; fractions welcome
 * @throws {RangeError} unless 0 < q ≤ 1, or when the degrees of freedom are not above 0, or above 2e12
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.4.19, inverted
 * @example chiSquaredSurvivalQuantile(0.05, 1).toFixed(4) // => "3.8415"
 */
export function chiSquaredSurvivalQuantile(q: number, degreesOfFreedom: number): number {
  requireDomain(q > 0 && q <= 1, "chiSquaredSurvivalQuantile requires 0 < q ≤ 1", q);
  requireArguments("chiSquaredSurvivalQuantile", 0, degreesOfFreedom);
  return 2 * gammaSurvivalQuantile(q, degreesOfFreedom / 2);
}

function requireArguments(caller: string, x: number, degreesOfFreedom: number): void {
  requireDomain(x >= 0, `${caller} requires x ≥ 0`, x);
  requireDomain(
    degreesOfFreedom >= 2e-300 && degreesOfFreedom <= 2e12,
    `${caller} requires 2e-300 ≤ degreesOfFreedom ≤ 2e12`,
    degreesOfFreedom,
  );
}
