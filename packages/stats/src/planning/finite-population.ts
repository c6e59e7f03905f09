import { requireDomain } from "../domain.ts";

/**
 * By how much a standard error shrinks when the answers are a good part of a small population: √((N − n) / (N − 1)).
 *
 * Multiply a standard error or a margin with it; for intervals that are no margin to both sides (Wilson, score) use
 * {@link finitePopulationBase}. Assumes a simple random sample without replacement: of people who chose to answer it makes
 * a number look surer than it is.
 *
 * @param n answers, 0 < n ≤ population
 * @param population everybody who could have been asked, above 1
 * @returns 1 for one answer, 0 when everybody answered
 * @throws {RangeError} unless 0 < n ≤ population and population > 1
 * @source Cochran (1977), Sampling Techniques, 3rd ed., Wiley, 2.6; its variance with divisor N − 1
 * @example finitePopulationCorrection(400, 1000).toFixed(4) // => "0.7750"
 */
export function finitePopulationCorrection(n: number, population: number): number {
  requireDomain(
    n > 0 && n <= population && population > 1 && population < Infinity,
    "finitePopulationCorrection requires 0 < n ≤ population and population > 1",
    `${n} of ${population}`,
  );
  return Math.min(1, Math.sqrt((population - n) / (population - 1)));
}

/**
 * The base from an endless population that would say as much as n answers from a small one: n (N − 1) / (N − n).
 *
 * Scale counts to it and any interval takes the finite population into account: `wilsonInterval(share * base, base)`.
 * Assumes a simple random sample without replacement.
 *
 * @param n answers, 0 < n < population: when everybody answered nothing is left to estimate
 * @param population everybody who could have been asked
 * @throws {RangeError} unless 0 < n < population and population > 1
 * @source Korn and Graubard (1998), Confidence intervals for proportions with small expected number of positive counts
 *   estimated from survey data, Survey Methodology 24(2) 193–201 (intervals at an effective base)
 * @example finitePopulationBase(400, 1000).toFixed(1) // => "666.0"
 */
export function finitePopulationBase(n: number, population: number): number {
  requireDomain(
    n > 0 && n < population && population > 1 && population < Infinity,
    "finitePopulationBase requires 0 < n < population and population > 1",
    `${n} of ${population}`,
  );
  return Math.max(n, n * ((population - 1) / (population - n)));
}
