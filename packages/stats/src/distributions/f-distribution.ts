import { requireDomain } from "../domain.ts";
import { betaLogitQuantile, incompleteBeta } from "./beta-distribution.ts";
import { gammaCdf, gammaQuantile, gammaSurvival, gammaSurvivalQuantile } from "./gamma-distribution.ts";

/**
 * Share of the F distribution below x; 1e-12 relative.
 *
 * @param x 0 or above; Infinity gives 1
 * @param numeratorDegrees degrees of freedom of the numerator, above 0, at most 2e12; fractions welcome
 * @param denominatorDegrees those of the denominator, above 0, at most 2e12, or Infinity
 * @throws {RangeError} when x is negative or NaN or the degrees of freedom are outside these bounds
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.6.2
 * @example fCdf(4.26, 2, 9).toFixed(4) // => "0.9501"
 */
export function fCdf(x: number, numeratorDegrees: number, denominatorDegrees: number): number {
  requireArguments("fCdf", x, numeratorDegrees, denominatorDegrees);
  const a = numeratorDegrees / 2;
  if (denominatorDegrees === Infinity) return gammaCdf(a * x, a);
  const [below, above] = shares(x, numeratorDegrees, denominatorDegrees);
  return incompleteBeta(below, above, a, denominatorDegrees / 2);
}

/**
 * Share of the F distribution above x: the p-value of an F statistic.
 *
 * @param x 0 or above; Infinity gives 0
 * @param numeratorDegrees degrees of freedom of the numerator, above 0, at most 2e12; fractions welcome
 * @param denominatorDegrees those of the denominator, above 0, at most 2e12, or Infinity
 * @throws {RangeError} when x is negative or NaN or the degrees of freedom are outside these bounds
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.6.2
 * @example fSurvival(4.26, 2, 9).toFixed(4) // => "0.0499"
 */
export function fSurvival(x: number, numeratorDegrees: number, denominatorDegrees: number): number {
  requireArguments("fSurvival", x, numeratorDegrees, denominatorDegrees);
  const a = numeratorDegrees / 2;
  if (denominatorDegrees === Infinity) return gammaSurvival(a * x, a);
  const [below, above] = shares(x, numeratorDegrees, denominatorDegrees);
  return incompleteBeta(above, below, denominatorDegrees / 2, a);
}

/**
 * Quantile of the F distribution: the x below which a share p of it lies; 1e-12 relative.
 *
 * @param p lower-tail probability, 0 ≤ p < 1
 * @param numeratorDegrees degrees of freedom of the numerator, above 0, at most 2e12; fractions welcome
 * @param denominatorDegrees those of the denominator, above 0, at most 2e12, or Infinity
 * @returns Infinity only where the quantile itself exceeds the largest double (few degrees of freedom)
 * @throws {RangeError} unless 0 ≤ p < 1, or when the degrees of freedom are outside these bounds or the quantile exceeds 1.8e308
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.6.2, inverted
 * @example fQuantile(0.95, 2, 9).toFixed(4) // => "4.2565"
 */
export function fQuantile(p: number, numeratorDegrees: number, denominatorDegrees: number): number {
  requireDomain(p >= 0 && p < 1, "fQuantile requires 0 ≤ p < 1", p);
  requireArguments("fQuantile", 0, numeratorDegrees, denominatorDegrees);
  const a = numeratorDegrees / 2;
  if (denominatorDegrees === Infinity) return gammaQuantile(p, a) / a;
  return p === 0 ? 0 : odds("fQuantile", p, 1 - p, numeratorDegrees, denominatorDegrees);
}

/**
 * Quantile of the upper tail of the F distribution: the x above which a share q of it lies, the critical value.
 *
 * @param q upper-tail probability, 0 < q ≤ 1
 * @param numeratorDegrees degrees of freedom of the numerator, above 0, at most 2e12; fractions welcome
 * @param denominatorDegrees those of the denominator, above 0, at most 2e12, or Infinity
 * @returns Infinity only where the quantile itself exceeds the largest double (few degrees of freedom)
 * @throws {RangeError} unless 0 < q ≤ 1, or when the degrees of freedom are outside these bounds or the quantile exceeds 1.8e308
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.6.2, inverted
 * @example fSurvivalQuantile(0.05, 2, 9).toFixed(4) // => "4.2565"
 */
export function fSurvivalQuantile(q: number, numeratorDegrees: number, denominatorDegrees: number): number {
  requireDomain(q > 0 && q <= 1, "fSurvivalQuantile requires 0 < q ≤ 1", q);
  requireArguments("fSurvivalQuantile", 0, numeratorDegrees, denominatorDegrees);
  const a = numeratorDegrees / 2;
  if (denominatorDegrees === Infinity) return gammaSurvivalQuantile(q, a) / a;
  return q === 1 ? 0 : odds("fSurvivalQuantile", 1 - q, q, numeratorDegrees, denominatorDegrees);
}

/** The two shares of numerator and denominator in the sum of squares, which have beta distributions. */
function shares(x: number, numeratorDegrees: number, denominatorDegrees: number): [number, number] {
  const ratio = (numeratorDegrees / denominatorDegrees) * x;
  return ratio === Infinity ? [1, 0] : [ratio / (1 + ratio), 1 / (1 + ratio)];
}

function odds(
  caller: string,
  lower: number,
  upper: number,
  numeratorDegrees: number,
  denominatorDegrees: number,
): number {
  const logit = betaLogitQuantile(lower, upper, numeratorDegrees / 2, denominatorDegrees / 2);
  const quantile = Math.exp(logit) * (denominatorDegrees / numeratorDegrees);
  requireDomain(
    quantile < Infinity,
    `${caller} requires degrees of freedom whose quantile is below 1.8e308`,
    `${numeratorDegrees} and ${denominatorDegrees}`,
  );
  return quantile;
}

function requireArguments(
  caller: string,
  x: number,
  numeratorDegrees: number,
  denominatorDegrees: number,
): void {
  requireDomain(x >= 0, `${caller} requires x ≥ 0`, x);
  requireDomain(
    numeratorDegrees > 1e-300 && numeratorDegrees <= 2e12,
    `${caller} requires 0 < numeratorDegrees ≤ 2e12`,
    numeratorDegrees,
  );
  requireDomain(
    denominatorDegrees > 1e-300 && (denominatorDegrees <= 2e12 || denominatorDegrees === Infinity),
    `${caller} requires 0 < denominatorDegrees ≤ 2e12 or Infinity`,
    denominatorDegrees,
  );
}
