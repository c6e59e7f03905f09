import { requireDomain } from "../domain.ts";
import { logBinomialProbability } from "./binomial-distribution.ts";
import { discreteQuantile, reaches } from "./discrete-quantile.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * Probability of exactly k successes among `draws` members drawn without replacement from a population that has
 * `successes` of them.
 *
 * @param k whole number
 * @param population its size, a whole number of at most 1e12
 * @param successes how many of the population count as success
 * @param draws how many members are drawn
 * @returns 0 for a k that cannot happen
 * @throws {RangeError} unless all are whole numbers, k ≥ 0, and successes and draws are at most the population, and it 1e12
 * @source Loader (2000), Fast and Accurate Computation of Binomial Probabilities, section 5
 * @example hypergeometricProbability(3, 50, 10, 8).toFixed(4) // => "0.1471"
 */
export function hypergeometricProbability(
  k: number,
  population: number,
  successes: number,
  draws: number,
): number {
  const urn = checked("hypergeometricProbability", k, population, successes, draws);
  return k < urn.least || k > urn.most ? 0 : probability(k, urn);
}

/**
 * Probability of at most k successes among members drawn without replacement.
 *
 * @param k whole number
 * @param population its size, a whole number of at most 1e12
 * @param successes how many of the population count as success
 * @param draws how many members are drawn
 * @throws {RangeError} unless all are whole numbers, k ≥ 0, and successes and draws are at most the population, and it 1e12
 * @source Probabilities summed from k outwards, each from the last by its ratio
 * @example hypergeometricCdf(3, 50, 10, 8).toFixed(4) // => "0.9593"
 */
export function hypergeometricCdf(k: number, population: number, successes: number, draws: number): number {
  return lowerTail(k, checked("hypergeometricCdf", k, population, successes, draws));
}

/**
 * Probability of more than k successes among members drawn without replacement.
 *
 * @param k whole number
 * @param population its size, a whole number of at most 1e12
 * @param successes how many of the population count as success
 * @param draws how many members are drawn
 * @throws {RangeError} unless all are whole numbers, k ≥ 0, and successes and draws are at most the population, and it 1e12
 * @source As {@link hypergeometricCdf}
 * @example hypergeometricSurvival(3, 50, 10, 8).toFixed(4) // => "0.0407"
 */
export function hypergeometricSurvival(
  k: number,
  population: number,
  successes: number,
  draws: number,
): number {
  return upperTail(k, checked("hypergeometricSurvival", k, population, successes, draws));
}

/**
 * Quantile of the hypergeometric distribution: the smallest number of successes that a share p of samples stays at or
 * below, where the last digits of p are forgiven (1e-13 relative).
 *
 * @param p lower-tail probability, 0 to 1
 * @param population its size, a whole number of at most 1e12
 * @param successes how many of the population count as success
 * @param draws how many members are drawn
 * @throws {RangeError} unless 0 ≤ p ≤ 1 and the rest are whole numbers, none above the population, and it at most 1e12
 * @source The distribution function, inverted by search
 * @example hypergeometricQuantile(0.95, 50, 10, 8) // => 3
 */
export function hypergeometricQuantile(
  p: number,
  population: number,
  successes: number,
  draws: number,
): number {
  requireDomain(p >= 0 && p <= 1, "hypergeometricQuantile requires 0 ≤ p ≤ 1", p);
  return quantile(p, 1 - p, checked("hypergeometricQuantile", 0, population, successes, draws));
}

/**
 * Quantile of the upper tail of the hypergeometric distribution: the smallest number of successes that at most a share q
 * of samples goes beyond, where the last digits of q are forgiven (1e-13 relative).
 *
 * @param q upper-tail probability, 0 to 1
 * @param population its size, a whole number of at most 1e12
 * @param successes how many of the population count as success
 * @param draws how many members are drawn
 * @throws {RangeError} unless 0 ≤ q ≤ 1 and the rest are whole numbers, none above the population, and it at most 1e12
 * @source As {@link hypergeometricQuantile}
 * @example hypergeometricSurvivalQuantile(0.05, 50, 10, 8) // => 3
 */
export function hypergeometricSurvivalQuantile(
  q: number,
  population: number,
  successes: number,
  draws: number,
): number {
  requireDomain(q >= 0 && q <= 1, "hypergeometricSurvivalQuantile requires 0 ≤ q ≤ 1", q);
  return quantile(1 - q, q, checked("hypergeometricSurvivalQuantile", 0, population, successes, draws));
}

/** What is drawn from, and between which numbers of successes the draw must end. */
interface Urn {
  readonly population: number;
  readonly successes: number;
  readonly draws: number;
  readonly least: number;
  readonly most: number;
  readonly mean: number;
}

/** Three binomial probabilities at the share drawn, all small numbers apart from logs of factorials. */
function probability(k: number, { population, successes, draws }: Urn): number {
  if (draws === 0 || draws === population) return 1;
  const share = draws / population;
  const rest = (population - draws) / population;
  return Math.exp(
    logBinomialProbability(k, successes, share, rest) +
      logBinomialProbability(draws - k, population - successes, share, rest) -
      logBinomialProbability(draws, population, share, rest),
  );
}

function lowerTail(k: number, urn: Urn): number {
  if (k < urn.least) return 0;
  if (k >= urn.most) return 1;
  return k < urn.mean ? sumDown(k, urn) : 1 - sumUp(k + 1, urn);
}

function upperTail(k: number, urn: Urn): number {
  if (k < urn.least) return 1;
  if (k >= urn.most) return 0;
  return k < urn.mean ? 1 - sumDown(k, urn) : sumUp(k + 1, urn);
}

function sumDown(from: number, urn: Urn): number {
  let term = probability(from, urn);
  let sum = term;
  for (let k = from; k > urn.least && term > sum * 1e-18; k--) {
    term *=
      (k / (urn.successes - k + 1)) *
      ((urn.population - urn.successes - urn.draws + k) / (urn.draws - k + 1));
    sum += term;
  }
  return sum;
}

function sumUp(from: number, urn: Urn): number {
  let term = probability(from, urn);
  let sum = term;
  for (let k = from; k < urn.most && term > sum * 1e-18; k++) {
    term *=
      ((urn.successes - k) / (k + 1)) *
      ((urn.draws - k) / (urn.population - urn.successes - urn.draws + k + 1));
    sum += term;
  }
  return sum;
}

function quantile(lower: number, upper: number, urn: Urn): number {
  if (lower === 0 || urn.least === urn.most) return urn.least;
  if (upper === 0) return urn.most;
  const z = lower < upper ? normalQuantile(lower) : -normalQuantile(upper);
  const { population, successes, draws, mean } = urn;
  const variance = mean * (1 - successes / population) * ((population - draws) / (population - 1));
  const tails = { cdf: (k: number) => lowerTail(k, urn), survival: (k: number) => upperTail(k, urn) };
  return discreteQuantile(mean + z * Math.sqrt(variance), urn.least, urn.most, reaches(tails, lower, upper));
}

function checked(caller: string, k: number, population: number, successes: number, draws: number): Urn {
  requireDomain(Number.isInteger(k) && k >= 0, `${caller} requires a whole number k ≥ 0`, k);
  requireDomain(
    Number.isInteger(population) && population >= 0 && population <= 1e12,
    `${caller} requires a whole population from 0 to 1e12`,
    population,
  );
  requireDomain(
    Number.isInteger(successes) && successes >= 0 && successes <= population,
    `${caller} requires whole successes from 0 to the population`,
    successes,
  );
  requireDomain(
    Number.isInteger(draws) && draws >= 0 && draws <= population,
    `${caller} requires whole draws from 0 to the population`,
    draws,
  );
  return {
    population,
    successes,
    draws,
    least: Math.max(0, draws + successes - population),
    most: Math.min(draws, successes),
    mean: population === 0 ? 0 : draws * (successes / population),
  };
}
