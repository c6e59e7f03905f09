import { binomialProbability } from "../distributions/binomial-distribution.ts";
import { requireDomain } from "../domain.ts";

/** Probabilities of the sums 0, 1, 2, … */
export type SumDistribution = Float64Array;

/** Additions that an exact distribution may cost: about a second. */
const mostWork = 5e8;

/**
 * Distribution of the sum of `chosen` out of all the answers, every choice being as likely: what a permutation test
 * compares with. By convolution over the points, whose cost does not grow with the number of choices; all terms are
 * positive, so the tails keep their digits.
 *
 * @param points whole numbers ≥ 0, rising
 * @param counts whole numbers of answers at each point
 */
export function sumDistribution(
  caller: string,
  points: readonly number[],
  counts: readonly number[],
  chosen: number,
): SumDistribution {
  const n = counts.reduce((total, count) => total + count, 0);
  const largest = largestSum(points, counts, chosen);
  // Each point is drawn binomially; given how many were drawn in all, every choice is as likely as any other.
  const share = chosen / n;
  const width = largest + 1;
  const work = width * (chosen + 1) * counts.reduce((total, count) => total + Math.min(count, chosen) + 1, 0);
  requireDomain(work <= mostWork, `${caller} requires an exact distribution of at most 5e8 steps`, work);
  let states: Float64Array[] = [new Float64Array([1])];
  points.forEach((point, index) => {
    const count = counts[index] as number;
    const most = Math.min(count, chosen);
    const weights = Array.from({ length: most + 1 }, (_, drawn) => binomialProbability(drawn, count, share));
    const next: Float64Array[] = [];
    states.forEach((sums, before) => {
      for (let drawn = 0; drawn <= most && before + drawn <= chosen; drawn++) {
        const weight = weights[drawn] as number;
        const shift = point * drawn;
        const target = room(next, before + drawn, Math.min(width, sums.length + shift));
        for (let sum = 0; sum < sums.length; sum++) {
          target[sum + shift] = (target[sum + shift] as number) + weight * (sums[sum] as number);
        }
      }
    });
    states = next;
  });
  const total = binomialProbability(chosen, n, share);
  return (states[chosen] as Float64Array).map((value) => value / total);
}

/** Distribution of a sum in which each of the whole numbers counts or does not, with even odds. */
export function signedSumDistribution(
  caller: string,
  points: readonly number[],
  counts: readonly number[],
): SumDistribution {
  const largest = points.reduce((total, point, index) => total + point * (counts[index] as number), 0);
  const n = counts.reduce((total, count) => total + count, 0);
  requireDomain(
    largest * n <= mostWork,
    `${caller} requires an exact distribution of at most 5e8 steps`,
    largest * n,
  );
  let sums = new Float64Array([1]);
  points.forEach((point, index) => {
    for (let time = 0; time < (counts[index] as number); time++) {
      const next = new Float64Array(sums.length + point);
      sums.forEach((value, sum) => {
        next[sum] = (next[sum] as number) + value / 2;
        next[sum + point] = (next[sum + point] as number) + value / 2;
      });
      sums = next;
    }
  });
  return sums;
}

/** Chances of at most and at least this sum. */
export function tailsAt(probabilities: SumDistribution, sum: number): { atMost: number; atLeast: number } {
  let atMost = 0;
  let atLeast = 0;
  probabilities.forEach((probability, index) => {
    if (index <= sum) atMost += probability;
    if (index >= sum) atLeast += probability;
  });
  return { atMost: Math.min(1, atMost), atLeast: Math.min(1, atLeast) };
}

/**
 * Scale points as whole numbers 0, 1, 2, … times a step, or undefined where they do not lie on such a lattice of at most
 * 100,000 steps.
 */
export function latticeOf(
  points: readonly number[],
): { readonly step: number; readonly points: number[] } | undefined {
  const lowest = points[0] ?? 0;
  const gaps = points.slice(1).map((point, index) => point - (points[index] as number));
  if (gaps.length === 0) return { step: 1, points: [0] };
  const range = (points.at(-1) as number) - lowest;
  const tolerance = range * 1e-12 + Math.max(Math.abs(lowest), Math.abs(lowest + range)) * 4e-16;
  let step = gaps[0] as number;
  for (const gap of gaps) step = commonStep(step, gap, tolerance);
  if (!(range / step <= 1e5)) return undefined;
  return { step, points: points.map((point) => Math.round((point - lowest) / step)) };
}

function commonStep(a: number, b: number, tolerance: number): number {
  let larger = Math.max(a, b);
  let smaller = Math.min(a, b);
  while (smaller > tolerance * 1e3) {
    const rest = larger - Math.round(larger / smaller) * smaller;
    larger = smaller;
    smaller = Math.abs(rest);
  }
  return larger;
}

/** Largest sum of so many of the answers. */
function largestSum(points: readonly number[], counts: readonly number[], chosen: number): number {
  let left = chosen;
  let sum = 0;
  for (let index = points.length - 1; index >= 0 && left > 0; index--) {
    const taken = Math.min(left, counts[index] as number);
    sum += taken * (points[index] as number);
    left -= taken;
  }
  return sum;
}

/** The list at an index, long enough, made where it is missing. */
function room(lists: Float64Array[], index: number, length: number): Float64Array {
  const present = lists[index];
  if (present && present.length >= length) return present;
  const longer = new Float64Array(length);
  if (present) longer.set(present);
  lists[index] = longer;
  return longer;
}
