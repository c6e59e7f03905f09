import { requireDomain } from "../domain.ts";
import { fourierTransform } from "./fft.ts";
import type { ScoreCounts } from "./sampling-distribution.ts";

/** Scores as steps of a lattice, with their shares and the moments of one draw in steps. */
export interface Lattice {
  /** Lowest score that somebody gave. */
  readonly first: number;
  /** Largest step that leads from it to all others; 0 where all answers are equal. */
  readonly step: number;
  /** Steps of each score that somebody gave, ascending from 0. */
  readonly steps: readonly number[];
  /** Share of each. */
  readonly shares: readonly number[];
  /** Answers in all. */
  readonly total: number;
  /** Mean of one draw, in steps. */
  readonly mean: number;
  /** Second and third central moment of one draw, in steps. */
  readonly second: number;
  readonly third: number;
}

/** Puts counted scores on the coarsest lattice that has them all. */
export function latticeOf(caller: string, sample: ScoreCounts): Lattice {
  const [scores, counts] = [Array.from(sample.scores), Array.from(sample.counts)];
  requireDomain(
    scores.length === counts.length && scores.every((score) => Number.isFinite(score)),
    `${caller} requires finite scores, one for each count`,
    `${scores.length} scores [${scores.join(", ")}] and ${counts.length} counts`,
  );
  requireDomain(
    new Set(scores).size === scores.length,
    `${caller} requires scores that differ`,
    scores.join(", "),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  requireDomain(
    counts.every((count) => Number.isFinite(count) && count >= 0) && total > 0 && total < Infinity,
    `${caller} requires finite counts ≥ 0, not all 0`,
    counts.join(", "),
  );
  const given = scores
    .map((score, index) => ({ score, share: (counts[index] as number) / total }))
    .filter(({ share }) => share > nobody)
    .toSorted((left, right) => left.score - right.score);
  const first = given[0]?.score as number;
  const distances = given.map(({ score }) => score - first);
  const step = largestStep(distances);
  const steps = distances.map((distance) => (step === 0 ? 0 : Math.round(distance / step)));
  requireDomain(
    distances.every(
      (distance, index) => Math.abs(distance - (steps[index] as number) * step) <= 1e-6 * step,
    ) && (steps.at(-1) as number) <= longestScale,
    `${caller} requires scores a whole number of steps apart, at most ${longestScale}`,
    scores.join(", "),
  );
  const shares = given.map(({ share }) => share);
  const moment = (of: (step: number) => number) =>
    steps.reduce((sum, one, index) => sum + (shares[index] as number) * of(one), 0);
  const mean = moment((one) => one);
  const second = moment((one) => (one - mean) ** 2);
  const third = moment((one) => (one - mean) ** 3);
  return { first, step, steps, shares, total, mean, second, third };
}

/** Probabilities of the sums of `draws` independent draws, in steps, from `start` on; what is left out is below 1e-17. */
export interface LatticeSums {
  readonly start: number;
  readonly probabilities: Float64Array;
}

/**
 * The distribution of a sum of independent draws: the characteristic function to that power, transformed back.
 *
 * The window is wide enough that Bernstein's inequality leaves less than 1e-18 outside on either side, so that nothing
 * worth mentioning folds back into it.
 */
export function latticeSums(caller: string, lattice: Lattice, draws: number): LatticeSums {
  requireDomain(
    Number.isInteger(draws) && draws >= 1 && draws <= 1e9,
    `${caller} requires a whole number of draws from 1 to 1e9`,
    draws,
  );
  const span = lattice.steps.at(-1) as number;
  const center = draws * lattice.mean;
  const variance = draws * lattice.second;
  const start = Math.max(0, Math.floor(center - reach(variance, lattice.mean)));
  const end = Math.min(draws * span, Math.ceil(center + reach(variance, span - lattice.mean)));
  const length = end - start + 1;
  let size = 1;
  while (size < length) size *= 2;
  requireDomain(
    size <= largestTransform,
    `${caller} requires sums that spread over at most ${largestTransform} steps`,
    length,
  );
  const { real, imaginary } = powers(lattice, draws, start, size);
  fourierTransform(real, imaginary);
  const probabilities = real.subarray(0, length);
  let total = 0;
  for (let index = 0; index < length; index++) {
    const probability = Math.max(0, (probabilities[index] as number) / size);
    probabilities[index] = probability;
    total += probability;
  }
  for (let index = 0; index < length; index++)
    probabilities[index] = (probabilities[index] as number) / total;
  return { start, probabilities };
}

/** Distance from the mean beyond which at most exp(−42) lies, when no draw is further than `furthest` from its mean. */
function reach(variance: number, furthest: number): number {
  const linear = (furthest * 42) / 3;
  return linear + Math.sqrt(linear * linear + 2 * 42 * variance);
}

/**
 * The characteristic function of one draw to the power of `draws`, at the frequencies of the transform, turned so that the
 * sum `start` comes first.
 */
function powers(
  { steps, shares }: Lattice,
  draws: number,
  start: number,
  size: number,
): { readonly real: Float64Array; readonly imaginary: Float64Array } {
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  // Steps are counted from one near the mean of the window: the angles to be multiplied by `draws` stay small.
  const middle = Math.round((start + size / 2) / draws);
  const offset = draws * middle - start;
  for (let k = 0; k <= size / 2; k++) {
    const angle = (2 * Math.PI * k) / size;
    // 1 − cos and sin, so that the distance of the modulus from 1 keeps its digits.
    let missing = 0;
    let sine = 0;
    for (let index = 0; index < steps.length; index++) {
      const turn = angle * ((steps[index] as number) - middle);
      const half = Math.sin(turn / 2);
      missing += 2 * (shares[index] as number) * half * half;
      sine += (shares[index] as number) * Math.sin(turn);
    }
    const logModulus = (draws / 2) * Math.log1p(missing * (missing - 2) + sine * sine);
    // Also −Infinity and NaN: where the function is 0.
    if (!(logModulus > -60)) continue;
    const modulus = Math.exp(logModulus);
    // Whole turns are taken out in whole numbers.
    const turned = draws * Math.atan2(sine, 1 - missing) + (2 * Math.PI * ((k * offset) % size)) / size;
    real[k] = modulus * Math.cos(turned);
    imaginary[k] = modulus * Math.sin(turned);
    if (k > 0 && 2 * k < size) {
      real[size - k] = real[k] as number;
      imaginary[size - k] = -(imaginary[k] as number);
    }
  }
  return { real, imaginary };
}

/** Euclid's algorithm on distances that rounding has touched. */
function largestStep(distances: readonly number[]): number {
  const noise = 1e-9 * (distances.at(-1) as number);
  return distances.reduce((divisor, distance) => {
    let [large, small] = [Math.max(divisor, distance), Math.min(divisor, distance)];
    while (small > noise) {
      const rest = large % small;
      // A rest just below the divisor is a rest of 0 that rounding has spoilt.
      [large, small] = [small, small - rest < noise ? 0 : rest];
    }
    return large;
  }, 0);
}

/** A share of fractional counts below which no draw meets it. */
const nobody = 1e-15;
const longestScale = 10_000;
const largestTransform = 2 ** 22;
