import { numberGiven, probabilityGiven } from "../method-arguments.ts";
import { cumulated, firstReaching } from "./cumulated.ts";
import { latticeOf, latticeSums } from "./lattice.ts";
import type { SamplingDistribution, ScoreCounts } from "./sampling-distribution.ts";

/** The exact distribution of a mean of scores. */
export interface LatticeDistribution extends SamplingDistribution {
  /** Draws that the mean is made of. */
  readonly draws: number;
  /** Means that can occur, ascending; those left out have a probability below 1e-17 together. */
  readonly values: readonly number[];
  /** Probability of each, to about 1e-15. */
  readonly probabilities: readonly number[];
  readonly acceleration: number;
}

/**
 * Exact distribution of the mean of n draws with replacement from counted scores: what a bootstrap of a mean (an NPS, a
 * CSAT or CES mean) approaches with ever more resamples. No seed, no Monte Carlo error, and it costs what the spread of
 * the sum is wide, √n.
 *
 * The sum of n draws lies on a lattice, so its characteristic function is that of one draw to the n-th power, and one
 * fast Fourier transform gives back the probabilities. They are right to about 1e-15, so that a tail of 1e-6 has nine
 * good digits and one below 1e-15 none. Assumes independent answers.
 *
 * @param sample scores a whole number of steps apart, the largest at most 10,000 steps from the smallest; fractional
 *   counts, such as effective ones, set the shares
 * @param draws whole number of draws, 1 to 1e9; by default the number of answers, rounded to a whole one
 * @returns functions on the scale of the scores; for all answers equal a distribution of that one value
 * @throws {RangeError} when scores are not on a lattice, repeated or not finite, a count is negative, all are 0, or the
 *   sum of the draws spreads over more than 4 million steps
 * @source Feller (1971), An Introduction to Probability Theory and Its Applications II, XV; Cooley and Tukey (1965),
 *   An algorithm for the machine calculation of complex Fourier series, Mathematics of Computation 19(90) 297–301
 * @example latticeDistribution({ scores: [-1, 0, 1], counts: [3, 3, 4] }).quantile(0.025) // => -0.4
 * @example latticeDistribution({ scores: [1, 2, 3, 4, 5], counts: [1, 0, 2, 5, 12] }).survival(4.5).toFixed(4) // => "0.2300"
 */
export function latticeDistribution(
  sample: ScoreCounts,
  draws: number = Math.max(1, Math.round(sample.counts.reduce((sum, count) => sum + count, 0))),
): LatticeDistribution {
  const lattice = latticeOf("latticeDistribution", sample);
  const { start, probabilities } = latticeSums("latticeDistribution", lattice, draws);
  const { first, step } = lattice;
  const last = probabilities.length - 1;
  const valueAt = (index: number): number => (draws * first + step * (start + index)) / draws;
  /** Position of a value among the possible ones, whole where it is one of them. */
  const positionOf = (x: number): number => {
    if (step === 0) return Math.abs(x - first) <= 1e-12 * Math.abs(first) ? 0 : x < first ? -1 : 1;
    const position = (draws * (x - first)) / step - start;
    const whole = Math.round(position);
    return Math.abs(position - whole) < 1e-7 ? whole : position;
  };
  const below = cumulated(probabilities);
  const above = cumulated(probabilities.toReversed());
  /** In the middle of the jump at a possible value. */
  const middle = (index: number): number =>
    index < 0 ? 0 : index > last ? 1 : (below[index] as number) - (probabilities[index] as number) / 2;
  return {
    observed: first + step * lattice.mean,
    mean: first + step * lattice.mean,
    standardDeviation: step * Math.sqrt(lattice.second / draws),
    acceleration: lattice.second === 0 ? 0 : lattice.third / lattice.second ** 1.5 / (6 * Math.sqrt(draws)),
    draws,
    get values() {
      return Array.from(probabilities, (_, index) => valueAt(index));
    },
    get probabilities() {
      return Array.from(probabilities);
    },
    cdf: (x) =>
      below[Math.min(last, Math.floor(positionOf(numberGiven("latticeDistribution(…).cdf", x))))] ?? 0,
    survival: (x) =>
      above[
        Math.min(last, last - 1 - Math.floor(positionOf(numberGiven("latticeDistribution(…).survival", x))))
      ] ?? 0,
    midRank(x) {
      const wanted = positionOf(numberGiven("latticeDistribution(…).midRank", x));
      // One step beyond either end all is said.
      const position = Math.min(last + 1, Math.max(-1, wanted));
      const index = Math.floor(position);
      return middle(index) + (position - index) * (middle(index + 1) - middle(index));
    },
    quantile: (p) => valueAt(firstReaching(below, probabilityGiven("latticeDistribution(…).quantile", p))),
    upperQuantile: (q) =>
      valueAt(last - firstReaching(above, probabilityGiven("latticeDistribution(…).upperQuantile", q))),
  };
}
