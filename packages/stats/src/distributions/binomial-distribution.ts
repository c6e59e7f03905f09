import { betaSurvival, betaCdf, logBetaKernel } from "./beta-distribution.ts";
import { requireDomain } from "../domain.ts";

/**
 * Probability of exactly k successes in n independent trials.
 *
 * @param k whole number of successes, 0 to n
 * @param n whole number of trials, at most 1e13
 * @param p chance of success of each, 0 to 1
 * @throws {RangeError} unless 0 ≤ k ≤ n ≤ 1e13 are whole numbers and 0 ≤ p ≤ 1
 * @source Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 * @example binomialProbability(3, 10, 0.3).toFixed(4) // => "0.2668"
 */
export function binomialProbability(k: number, n: number, p: number): number {
  requireTrials("binomialProbability", k, n, p);
  if (p === 0 || p === 1) return k === n * p ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  return Math.exp(logBetaKernel(p, 1 - p, k, n - k)) * (n / (k * (n - k)));
}

/**
 * Probability of at most k successes in n independent trials; 1e-12 relative.
 *
 * @param k whole number of successes, 0 to n
 * @param n whole number of trials, at most 1e13
 * @param p chance of success of each, 0 to 1
 * @throws {RangeError} unless 0 ≤ k ≤ n ≤ 1e13 are whole numbers and 0 ≤ p ≤ 1
 * @source NIST Digital Library of Mathematical Functions, 8.17.5
 * @example binomialCdf(3, 10, 0.3).toFixed(4) // => "0.6496"
 */
export function binomialCdf(k: number, n: number, p: number): number {
  requireTrials("binomialCdf", k, n, p);
  return k === n ? 1 : betaSurvival(p, k + 1, n - k);
}

/**
 * Probability of more than k successes in n independent trials; 1e-12 relative.
 *
 * @param k whole number of successes, 0 to n
 * @param n whole number of trials, at most 1e13
 * @param p chance of success of each, 0 to 1
 * @throws {RangeError} unless 0 ≤ k ≤ n ≤ 1e13 are whole numbers and 0 ≤ p ≤ 1
 * @source NIST Digital Library of Mathematical Functions, 8.17.5
 * @example binomialSurvival(3, 10, 0.3).toFixed(4) // => "0.3504"
 */
export function binomialSurvival(k: number, n: number, p: number): number {
  requireTrials("binomialSurvival", k, n, p);
  return k === n ? 0 : betaCdf(p, k + 1, n - k);
}

function requireTrials(caller: string, k: number, n: number, p: number): void {
  requireDomain(
    Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n && n <= 1e13,
    `${caller} requires whole numbers 0 ≤ k ≤ n ≤ 1e13`,
    `${k} of ${n}`,
  );
  requireDomain(p >= 0 && p <= 1, `${caller} requires 0 ≤ p ≤ 1`, p);
}
