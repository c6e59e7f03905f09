import { requireDomain } from "../domain.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { latticeOf, sumDistribution } from "./conditional-sums.ts";
import {
  type Sample,
  type Tabulated,
  jointTable,
  comparedMoments,
  type Moments,
  requireWhole,
  sum,
  tabulated,
} from "./sample.ts";
import { alternativeOf } from "./tail-probability.ts";
import type { TestOptions, TestResult } from "./test-result.ts";

/** A permutation test of a difference of means; `statistic` is the difference. */
export interface PermutationResult extends TestResult {
  /** Mean of the first sample minus mean of the second. */
  readonly difference: number;
}

/** A permutation test by random draws. */
export interface MonteCarloPermutationResult extends PermutationResult {
  readonly draws: number;
  readonly seed: number;
}

/** How a Monte Carlo permutation test draws. */
export interface MonteCarloOptions extends TestOptions {
  /** Random splits drawn; 9,999 unless told. */
  readonly draws?: number;
  /** Seed of the draws; 1 unless told. */
  readonly seed?: number;
}

/**
 * Exact permutation test of a difference between the means of two independent samples: how often would a random split of
 * all answers give so large a difference? No assumption about the shape of the answers.
 *
 * All splits are counted, not drawn: by convolution over the scale points, so that a few hundred ratings take
 * milliseconds where enumeration would take the age of the universe. Where all answers are equal, the p-value is 1.
 *
 * @param a first sample, whole counts, values on evenly spaced points (ratings, halves, cents)
 * @param b second sample, whole counts
 * @param options alternative "greater": the first mean is higher; two-sided, differences at least as large in size count
 * @throws {RangeError} when a sample is empty, a count not whole, the values lie on no lattice, or the distribution would
 *   take more than 5e8 steps: {@link permutationMeanDifferenceMonteCarlo} then applies
 * @source Fisher (1935), The Design of Experiments; Pagano and Tritchler (1983), On obtaining permutation distributions in
 *   polynomial time, JASA 78(382) 435–440
 * @example permutationMeanDifference([1, 2, 2, 3, 3, 3, 4, 5], [2, 3, 4, 4, 5, 5, 5]).pValue.toFixed(4) // => "0.1125"
 */
export function permutationMeanDifference(a: Sample, b: Sample, options?: TestOptions): PermutationResult {
  const caller = "permutationMeanDifference";
  const alternative = alternativeOf(caller, options);
  const joint = jointTable(caller, [a, b]);
  for (const row of joint.counts) requireWhole(caller, row);
  const lattice = latticeOf(joint.points);
  requireDomain(lattice !== undefined, `${caller} requires values on evenly spaced points`, joint.points);
  const points = lattice?.points ?? [];
  const [n1, n2] = joint.sizes as [number, number];
  const smaller = n1 <= n2 ? 0 : 1;
  const chosen = Math.min(n1, n2);
  const total = sum(points.map((point, i) => point * (joint.totals[i] as number)));
  const seen = sum(points.map((point, i) => point * (joint.counts[smaller]?.[i] as number)));
  // Whole numbers: n·sum − chosen·total has the sign and the order of the difference, without rounding.
  const deviation = (value: number): number => joint.n * value - chosen * total;
  const sign = smaller === 0 ? 1 : -1;
  const observed = sign * deviation(seen);
  const distribution = sumDistribution(caller, points, joint.totals, chosen);
  let pValue = 0;
  distribution.forEach((probability, value) => {
    if (counts(sign * deviation(value), observed, alternative)) pValue += probability;
  });
  const difference = meanDifferenceOf(caller, a, b);
  return {
    test: "permutation-mean-difference",
    alternative,
    statistic: difference,
    pValue: Math.min(1, pValue),
    difference,
  };
}

/**
 * Permutation test of a difference between two means by random splits, for values on no lattice or too many for
 * {@link permutationMeanDifference}. The split that was seen counts as one of the draws, so that the p-value is never 0 and
 * the level is kept.
 *
 * @param a first sample, whole counts
 * @param b second sample, whole counts
 * @param options alternative, number of draws and seed
 * @throws {RangeError} when a sample is empty, a count not whole, draws not a whole number above 0, or draws times answers
 *   exceed 5e8: take fewer draws, or {@link welchT}
 * @source Phipson and Smyth (2010), Permutation p-values should never be zero, Statistical Applications in Genetics and
 *   Molecular Biology 9(1) article 39
 * @example permutationMeanDifferenceMonteCarlo([1.1, 2.3, 2.2], [4.1, 3.7, 5.2], { draws: 999 }).pValue >= 0.001 // => true
 */
export function permutationMeanDifferenceMonteCarlo(
  a: Sample,
  b: Sample,
  { draws = 9999, seed = 1, ...options }: MonteCarloOptions = {},
): MonteCarloPermutationResult {
  const caller = "permutationMeanDifferenceMonteCarlo";
  const alternative = alternativeOf(caller, options);
  requireDomain(
    Number.isInteger(draws) && draws > 0,
    `${caller} requires a whole number of draws > 0`,
    draws,
  );
  const [first, second] = [tabulated(caller, a), tabulated(caller, b)];
  for (const { counts: whole } of [first, second]) requireWhole(caller, whole);
  const work = draws * (first.n + second.n);
  requireDomain(work <= 5e8, `${caller} requires at most 5e8 draws times answers`, work);
  const difference = meanDifferenceOf(caller, a, b);
  const values = Float64Array.from([...oneByOne(first), ...oneByOne(second)]);
  const center = sum(Array.from(values)) / values.length;
  values.forEach((value, index) => (values[index] = value - center));
  const deviation = (): number => sum(Array.from(values.subarray(0, first.n)));
  const observed = deviation();
  // What differs by rounding only is the same split.
  const slack = sum(Array.from(values, Math.abs)) * 1e-13;
  const random = seededRandom(seed);
  let extreme = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let place = 0; place < first.n; place++) {
      const from = place + Math.floor(random() * (values.length - place));
      const moved = values[from] as number;
      values[from] = values[place] as number;
      values[place] = moved;
    }
    if (counts(deviation(), observed, alternative, slack)) extreme++;
  }
  const pValue = (extreme + 1) / (draws + 1);
  return {
    test: "permutation-mean-difference-monte-carlo",
    alternative,
    statistic: difference,
    pValue,
    difference,
    draws,
    seed,
  };
}

/** Whether a deviation is at least as extreme as the one observed. */
function counts(
  deviation: number,
  observed: number,
  alternative: TestResult["alternative"],
  slack = 0,
): boolean {
  if (alternative === "greater") return deviation >= observed - slack;
  if (alternative === "less") return deviation <= observed + slack;
  return Math.abs(deviation) >= Math.abs(observed) - slack;
}

function meanDifferenceOf(caller: string, a: Sample, b: Sample): number {
  const [first, second] = comparedMoments(caller, [a, b]).moments as [Moments, Moments];
  return first.mean - second.mean;
}

function oneByOne({ points, counts: times }: Tabulated): number[] {
  return points.flatMap((point, index) => Array.from({ length: times[index] as number }, () => point));
}
