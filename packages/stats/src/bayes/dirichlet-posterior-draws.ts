import { requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { dirichletDraw } from "../random/dirichlet-draw.ts";
import { seededRandom } from "../random/seeded-random.ts";

/** How many draws, from which seed, with which prior. */
export interface PosteriorDrawOptions {
  /** Whole number; the same seed gives the same draws everywhere. Default 1. */
  readonly seed?: number;
  /** Whole number, 2 to 10 million. Default 10,000. */
  readonly draws?: number;
  /** Imagined responses of each category of each group, above 0; Jeffreys' ½ by default. */
  readonly prior?: number;
  /** Probability of the interval. Default 0.95. */
  readonly confidenceLevel?: number;
}

/** Draws of a quantity from its posterior distribution; plain data. */
export interface PosteriorDraws {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly median: number;
  /** Equal-tailed, from the draws. */
  readonly interval: Interval;
  readonly confidenceLevel: number;
  /** The draws, in the order drawn; the share of those above a value is the probability of exceeding it. */
  readonly values: readonly number[];
  /** The seed that gives them again. */
  readonly seed: number;
}

/**
 * Posterior distribution of any quantity made of the shares of one group or several: the difference or ratio of two NPS,
 * the best of five stores, a top-two-box share minus a bottom-box share.
 *
 * By seeded draws, whose error shrinks with the root of their number (a probability of .95 from 10,000 draws is right to
 * about .004). Without error where there is a formula: {@link dirichletNetPosterior}, {@link betaDifference}. Assumes
 * independent answers in independent groups.
 *
 * @param groups counts of each group by category, each ≥ 0; weighted counts scaled to the effective base are fine
 * @param quantity any function of the shares, one list for each group, that gives a finite number
 * @param options seed, number of draws, prior, level
 * @throws {RangeError} when a group is empty, a count negative or not finite, an option out of range, or the quantity not
 *   finite for a draw
 * @source Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 3.4
 * @example
 * const net = ([down = 0, , up = 0]: readonly number[] = []) => up - down;
 * const { values, seed } = dirichletPosteriorDraws([[12, 20, 18], [7, 18, 25]], ([before, after]) => net(after) - net(before));
 * [values.filter((change) => change > 0).length / values.length, seed]; // => [0.9418, 1]
 */
export function dirichletPosteriorDraws(
  groups: readonly (readonly number[])[],
  quantity: (shares: readonly (readonly number[])[]) => number,
  options: PosteriorDrawOptions = {},
): PosteriorDraws {
  const caller = "dirichletPosteriorDraws";
  const { seed = 1, draws = 10_000, prior = 0.5, confidenceLevel = 0.95 } = options;
  requireLevel(caller, confidenceLevel);
  requireDomain(
    Number.isInteger(draws) && draws >= 2 && draws <= 1e7,
    `${caller} requires a whole number of draws from 2 to 10 million`,
    draws,
  );
  requireDomain(prior > 0 && prior < Infinity, `${caller} requires a finite prior above 0`, prior);
  requireDomain(groups.length > 0, `${caller} requires at least one group`, groups.length);
  for (const counts of groups)
    requireDomain(
      counts.length > 0 &&
        Array.from(counts, (count) => Number.isFinite(count) && count >= 0 && count <= 1e11).every(Boolean),
      `${caller} requires groups of counts from 0 to 1e11`,
      `[${counts.join(", ")}]`,
    );
  const random = seededRandom(seed);
  const parameters = groups.map((counts) => counts.map((count) => count + prior));
  const values = Array.from({ length: draws }, () => {
    const value = quantity(parameters.map((alphas) => dirichletDraw(random, alphas)));
    requireDomain(
      Number.isFinite(value),
      `${caller} requires a quantity that is finite for every draw`,
      value,
    );
    return value;
  });
  const sorted = values.toSorted((left, right) => left - right);
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const tail = (1 - confidenceLevel) / 2;
  return {
    mean,
    standardDeviation: Math.sqrt(squares / (draws - 1)),
    median: between(sorted, 0.5),
    interval: { low: between(sorted, tail), high: between(sorted, 1 - tail) },
    confidenceLevel,
    values,
    seed,
  };
}

/** Quantile of type 7. */
function between(sorted: readonly number[], p: number): number {
  const rank = (sorted.length - 1) * p;
  const lower = sorted[Math.floor(rank)] as number;
  return lower + (rank % 1) * ((sorted[Math.floor(rank) + 1] ?? lower) - lower);
}
