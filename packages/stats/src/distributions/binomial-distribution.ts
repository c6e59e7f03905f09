import { betaSurvival, betaCdf, logBetaKernel } from "./beta-distribution.ts";
import { requireDomain } from "../domain.ts";
import { discreteQuantile, reaches } from "./discrete-quantile.ts";
import { normalQuantile } from "./normal-quantile.ts";

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
  return Math.exp(logBinomialProbability(k, n, p, 1 - p));
}

/** log of the probability, with the chance of failure q = 1 − p given apart; unchecked, for 0 < p < 1. */
export function logBinomialProbability(k: number, n: number, p: number, q: number): number {
  if (k === 0) return n * (p < 0.5 ? Math.log1p(-p) : Math.log(q));
  if (k === n) return n * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
  return logBetaKernel(p, q, k, n - k) + Math.log(n / k / (n - k));
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

/**
 * Quantile of the binomial distribution: the smallest number of successes that a share p of samples stays at or below,
 * where the last digits of p are forgiven (1e-13 relative).
 *
 * @param p lower-tail probability, 0 to 1
 * @param n whole number of trials, at most 1e13
 * @param chance chance of success of each, 0 to 1
 * @throws {RangeError} unless 0 ≤ p ≤ 1, n ≤ 1e13 is a whole number and 0 ≤ chance ≤ 1
 * @source The distribution function, inverted by search
 * @example binomialQuantile(0.95, 10, 0.3) // => 5
 */
export function binomialQuantile(p: number, n: number, chance: number): number {
  requireDomain(p >= 0 && p <= 1, "binomialQuantile requires 0 ≤ p ≤ 1", p);
  requireTrials("binomialQuantile", 0, n, chance);
  return quantile(p, 1 - p, n, chance);
}

/**
 * Quantile of the upper tail of the binomial distribution: the smallest number of successes that at most a share q of
 * samples goes beyond, where the last digits of q are forgiven (1e-13 relative).
 *
 * @param q upper-tail probability, 0 to 1
 * @param n whole number of trials, at most 1e13
 * @param chance chance of success of each, 0 to 1
 * @throws {RangeError} unless 0 ≤ q ≤ 1, n ≤ 1e13 is a whole number and 0 ≤ chance ≤ 1
 * @source As {@link binomialQuantile}
 * @example binomialSurvivalQuantile(0.05, 10, 0.3) // => 5
 */
export function binomialSurvivalQuantile(q: number, n: number, chance: number): number {
  requireDomain(q >= 0 && q <= 1, "binomialSurvivalQuantile requires 0 ≤ q ≤ 1", q);
  requireTrials("binomialSurvivalQuantile", 0, n, chance);
  return quantile(1 - q, q, n, chance);
}

function quantile(lower: number, upper: number, n: number, chance: number): number {
  if (lower === 0 || n === 0 || chance === 0) return 0;
  if (upper === 0 || chance === 1) return n;
  const z = lower < upper ? normalQuantile(lower) : -normalQuantile(upper);
  const guess = n * chance + z * Math.sqrt(n * chance * (1 - chance)) + ((1 - 2 * chance) * (z * z - 1)) / 6;
  const tails = {
    cdf: (k: number) => binomialCdf(k, n, chance),
    survival: (k: number) => binomialSurvival(k, n, chance),
  };
  return discreteQuantile(guess, 0, n, reaches(tails, lower, upper));
}

function requireTrials(caller: string, k: number, n: number, p: number): void {
  requireDomain(
    Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n && n <= 1e13,
    `${caller} requires whole numbers 0 ≤ k ≤ n ≤ 1e13`,
    `${k} of ${n}`,
  );
  requireDomain(p >= 0 && p <= 1, `${caller} requires 0 ≤ p ≤ 1`, p);
}
