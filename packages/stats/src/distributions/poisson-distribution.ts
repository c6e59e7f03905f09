import { requireDomain } from "../domain.ts";
import { type CountTails, discreteQuantile, reaches } from "./discrete-quantile.ts";
import { gammaCdf, gammaSurvival, logGammaKernel } from "./gamma-distribution.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * Probability of exactly k events where `mean` are expected.
 *
 * @param k whole number of events, 0 to 1e11
 * @param mean events expected, 0 to 1e11
 * @throws {RangeError} unless k is a whole number from 0 to 1e11 and 0 ≤ mean ≤ 1e11
 * @source Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 * @example poissonProbability(3, 2.5).toFixed(4) // => "0.2138"
 */
export function poissonProbability(k: number, mean: number): number {
  requireEvents("poissonProbability", k, mean);
  if (mean === 0) return k === 0 ? 1 : 0;
  return k === 0 ? Math.exp(-mean) : Math.exp(logGammaKernel(mean, k)) / k;
}

/**
 * Probability of at most k events where `mean` are expected; 1e-12 relative.
 *
 * @param k whole number of events, 0 to 1e11
 * @param mean events expected, 0 to 1e11
 * @throws {RangeError} unless k is a whole number from 0 to 1e11 and 0 ≤ mean ≤ 1e11
 * @source NIST Digital Library of Mathematical Functions, 8.4.10
 * @example poissonCdf(3, 2.5).toFixed(4) // => "0.7576"
 */
export function poissonCdf(k: number, mean: number): number {
  requireEvents("poissonCdf", k, mean);
  return gammaSurvival(mean, k + 1);
}

/**
 * Probability of more than k events where `mean` are expected; 1e-12 relative.
 *
 * @param k whole number of events, 0 to 1e11
 * @param mean events expected, 0 to 1e11
 * @throws {RangeError} unless k is a whole number from 0 to 1e11 and 0 ≤ mean ≤ 1e11
 * @source NIST Digital Library of Mathematical Functions, 8.4.10
 * @example poissonSurvival(3, 2.5).toFixed(4) // => "0.2424"
 */
export function poissonSurvival(k: number, mean: number): number {
  requireEvents("poissonSurvival", k, mean);
  return gammaCdf(mean, k + 1);
}

/**
 * Quantile of the Poisson distribution: the smallest number of events that a share p stays at or below, where the last
 * digits of p are forgiven (1e-13 relative).
 *
 * @param p lower-tail probability, 0 ≤ p < 1
 * @param mean events expected, 0 to 1e10
 * @throws {RangeError} unless 0 ≤ p < 1 and 0 ≤ mean ≤ 1e10
 * @source The distribution function, inverted by search
 * @example poissonQuantile(0.95, 2.5) // => 5
 */
export function poissonQuantile(p: number, mean: number): number {
  requireDomain(p >= 0 && p < 1, "poissonQuantile requires 0 ≤ p < 1", p);
  requireMean("poissonQuantile", mean);
  return quantile(p, 1 - p, mean);
}

/**
 * Quantile of the upper tail of the Poisson distribution: the smallest number of events that at most a share q goes
 * beyond, where the last digits of q are forgiven (1e-13 relative).
 *
 * @param q upper-tail probability, 0 < q ≤ 1
 * @param mean events expected, 0 to 1e10
 * @throws {RangeError} unless 0 < q ≤ 1 and 0 ≤ mean ≤ 1e10
 * @source As {@link poissonQuantile}
 * @example poissonSurvivalQuantile(0.05, 2.5) // => 5
 */
export function poissonSurvivalQuantile(q: number, mean: number): number {
  requireDomain(q > 0 && q <= 1, "poissonSurvivalQuantile requires 0 < q ≤ 1", q);
  requireMean("poissonSurvivalQuantile", mean);
  return quantile(1 - q, q, mean);
}

function quantile(lower: number, upper: number, mean: number): number {
  if (lower === 0 || mean === 0) return 0;
  const z = lower < upper ? normalQuantile(lower) : -normalQuantile(upper);
  const tails: CountTails = {
    cdf: (k) => gammaSurvival(mean, k + 1),
    survival: (k) => gammaCdf(mean, k + 1),
  };
  // Above the mean the tail is thinner than exponential: no quantile of a double is further than this.
  const highest = Math.ceil(2 * mean + 2000);
  return discreteQuantile(
    mean + z * Math.sqrt(mean) + (z * z - 1) / 6,
    0,
    highest,
    reaches(tails, lower, upper),
  );
}

function requireEvents(caller: string, k: number, mean: number): void {
  requireDomain(
    Number.isInteger(k) && k >= 0 && k <= 1e11,
    `${caller} requires a whole number k from 0 to 1e11`,
    k,
  );
  requireDomain(mean >= 0 && mean <= 1e11, `${caller} requires 0 ≤ mean ≤ 1e11`, mean);
}

function requireMean(caller: string, mean: number): void {
  requireDomain(
    Number.isFinite(mean) && mean >= 0 && mean <= 1e10,
    `${caller} requires 0 ≤ mean ≤ 1e10`,
    mean,
  );
}
