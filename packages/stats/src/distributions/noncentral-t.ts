import { requireDomain } from "../domain.ts";
import { logGammaKernel, logGammaTail, logLower, logUpper } from "./gamma-distribution.ts";
import { logIntegral } from "./log-integral.ts";
import { normalCdf, normalSurvival } from "./normal-distribution.ts";

/**
 * Share of the noncentral t distribution below t: of a t statistic whose mean really is off by the noncentrality, in
 * standard errors. 1e-10 relative in both tails.
 *
 * @param t any number; ±Infinity give 1 and 0
 * @param degreesOfFreedom at least 0.5; fractions welcome, Infinity for a known standard error
 * @param noncentrality from −1e6 to 1e6
 * @throws {RangeError} when t is NaN or a parameter is outside these bounds
 * @source Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 31, integrated by the
 *   trapezoidal rule on the logarithm of the standard error
 * @example noncentralTCdf(2, 10, 1.5).toFixed(4) // => "0.6592"
 */
export function noncentralTCdf(t: number, degreesOfFreedom: number, noncentrality: number): number {
  requireArguments("noncentralTCdf", t, degreesOfFreedom, noncentrality);
  return lowerTail(t, degreesOfFreedom, noncentrality);
}

/**
 * Share of the noncentral t distribution above t: the power of a t test whose critical value is t.
 *
 * @param t any number; ±Infinity give 0 and 1
 * @param degreesOfFreedom at least 0.5; fractions welcome, Infinity for a known standard error
 * @param noncentrality from −1e6 to 1e6
 * @throws {RangeError} when t is NaN or a parameter is outside these bounds
 * @source As {@link noncentralTCdf}
 * @example noncentralTSurvival(2, 10, 1.5).toFixed(4) // => "0.3408"
 */
export function noncentralTSurvival(t: number, degreesOfFreedom: number, noncentrality: number): number {
  requireArguments("noncentralTSurvival", t, degreesOfFreedom, noncentrality);
  return lowerTail(-t, degreesOfFreedom, -noncentrality);
}

function lowerTail(t: number, degreesOfFreedom: number, noncentrality: number): number {
  if (degreesOfFreedom >= 1e20) return normalCdf(t - noncentrality);
  if (Math.abs(t) < 1e-100) return normalCdf(-noncentrality);
  if (t < 0) return exceeds(-t, degreesOfFreedom, -noncentrality);
  const above = exceeds(t, degreesOfFreedom, noncentrality);
  return above > 0.5 ? staysBelow(t, degreesOfFreedom, noncentrality) : 1 - above;
}

/** Probability of more than t, for a positive t. */
function exceeds(t: number, degreesOfFreedom: number, noncentrality: number): number {
  if (t > 1e150) return 0;
  const logOf = errorIsNarrow(degreesOfFreedom, noncentrality)
    ? (u: number): number => logNormalTail(t * Math.exp(u) - noncentrality) + logDensity(u, degreesOfFreedom)
    : (u: number): number => logNormalDensity(u, t, noncentrality) + logChi(logLower, u, degreesOfFreedom);
  return Math.min(1, Math.exp(integral(logOf, t, degreesOfFreedom, noncentrality)));
}

/** Probability of less than t, for a positive t. */
function staysBelow(t: number, degreesOfFreedom: number, noncentrality: number): number {
  if (errorIsNarrow(degreesOfFreedom, noncentrality)) {
    const logOf = (u: number): number =>
      logNormalTail(noncentrality - t * Math.exp(u)) + logDensity(u, degreesOfFreedom);
    return Math.min(1, Math.exp(integral(logOf, t, degreesOfFreedom, noncentrality)));
  }
  const logOf = (u: number): number =>
    logNormalDensity(u, t, noncentrality) + logChi(logUpper, u, degreesOfFreedom);
  return Math.min(
    1,
    normalCdf(-noncentrality) + Math.exp(integral(logOf, t, degreesOfFreedom, noncentrality)),
  );
}

/**
 * Whether to integrate over the density of the standard error, or (in parts) over that of the difference: over the
 * narrower of the two the other is smooth.
 */
function errorIsNarrow(degreesOfFreedom: number, noncentrality: number): boolean {
  return noncentrality ** 2 < 2 * degreesOfFreedom + 10;
}

function integral(
  logOf: (u: number) => number,
  t: number,
  degreesOfFreedom: number,
  noncentrality: number,
): number {
  const shift = Math.log(t);
  const wide = Math.log1p(Math.abs(noncentrality)) + Math.abs(Math.log(degreesOfFreedom)) + 5;
  return logIntegral(logOf, Math.min(0, -shift) - wide, Math.max(0, -shift) + wide);
}

/** log density of u, where exp(u) is the estimated standard error over the true one. */
function logDensity(u: number, degreesOfFreedom: number): number {
  const half = degreesOfFreedom / 2;
  return Math.LN2 + logGammaKernel(half * Math.exp(2 * u), half);
}

/** log probability that the estimated standard error is below (or above) exp(u) times the true one. */
function logChi(tail: typeof logLower, u: number, degreesOfFreedom: number): number {
  return logGammaTail(tail, (degreesOfFreedom / 2) * Math.exp(2 * u), degreesOfFreedom / 2);
}

/** log density of u, where t · exp(u) is the difference in true standard errors. */
function logNormalDensity(u: number, t: number, noncentrality: number): number {
  const difference = t * Math.exp(u);
  return u + Math.log(t) - (difference - noncentrality) ** 2 / 2 - 0.5 * Math.log(2 * Math.PI);
}

function logNormalTail(z: number): number {
  if (z < 37) return Math.log(normalSurvival(z));
  const inverse = 1 / (z * z);
  return (
    (-z * z) / 2 -
    Math.log(z * Math.sqrt(2 * Math.PI)) +
    Math.log1p(-inverse * (1 - 3 * inverse * (1 - 5 * inverse)))
  );
}

function requireArguments(caller: string, t: number, degreesOfFreedom: number, noncentrality: number): void {
  requireDomain(!Number.isNaN(t), `${caller} requires a number`, t);
  requireDomain(degreesOfFreedom >= 0.5, `${caller} requires degreesOfFreedom ≥ 0.5`, degreesOfFreedom);
  requireDomain(
    Math.abs(noncentrality) <= 1e6,
    `${caller} requires a noncentrality from -1e6 to 1e6`,
    noncentrality,
  );
}
