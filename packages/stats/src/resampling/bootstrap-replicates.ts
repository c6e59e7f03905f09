import { requireDomain } from "../domain.ts";
import { binomialDraw } from "../random/binomial-draw.ts";
import type { RandomSource } from "../random/random-source.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** How often to resample, and from which seed. */
export interface ResamplingOptions {
  /** Whole number; the same seed gives the same replicates everywhere. Default 1. */
  readonly seed?: number;
  /** Resamples, whole number 2 to 10 million. Default 2,000. */
  readonly replicates?: number;
}

/** Replicates of a statistic, in the order drawn; plain data. */
export interface Replicates {
  /** The statistic of the sample itself. */
  readonly observed: number;
  readonly replicates: readonly number[];
  /** The seed that gives them again. */
  readonly seed: number;
}

/**
 * Bootstrap replicates of any statistic of counts: each resample is one multinomial draw, so that a million answers cost
 * what ten do. Give {@link replicateDistribution} the result.
 *
 * For a mean of scores or a difference of two, {@link latticeDistribution} and {@link latticeDifference} know the whole
 * distribution without drawing. A second call with the same seed and another statistic meets the same resamples. Assumes
 * independent answers; for clusters and strata take {@link bootstrapRows}.
 *
 * @param counts answers in each category, ≥ 0, not all 0; fractional ones set the shares, their rounded sum the draws
 * @param statistic any function of counts that gives a finite number; the array is new for each resample
 * @param options seed and number of resamples
 * @throws {RangeError} when counts are no counts, the options no whole numbers, or the statistic is not finite for a resample
 * @source Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7(1) 1–26; on counts:
 *   Davison and Hinkley (1997), Bootstrap Methods and their Application, 9.5
 * @example
 * const ratio = ([low = 0, , high = 0]: readonly number[]) => high / Math.max(1, low);
 * bootstrapReplicates([20, 30, 50], ratio, { seed: 7 }).replicates[0]?.toFixed(3); // => "2.684"
 */
export function bootstrapReplicates(
  counts: readonly number[],
  statistic: (counts: readonly number[]) => number,
  options: ResamplingOptions = {},
): Replicates {
  const { seed = 1, replicates = 2000 } = options;
  requireReplicates("bootstrapReplicates", replicates);
  const total = counts.reduce((sum, count) => sum + count, 0);
  requireDomain(
    Array.from(counts, (count) => Number.isFinite(count) && count >= 0).every(Boolean) &&
      total > 0 &&
      total <= 1e13,
    "bootstrapReplicates requires counts ≥ 0, not all 0, at most 1e13 together",
    counts.join(", "),
  );
  const random = inTheNameOf("bootstrapReplicates", () => seededRandom(seed));
  const draws = Math.max(1, Math.round(total));
  const chances = conditionalShares(counts);
  const values = Array.from({ length: replicates }, () =>
    finite("bootstrapReplicates", statistic(resampled(random, draws, chances))),
  );
  return { observed: finite("bootstrapReplicates", statistic(counts)), replicates: values, seed };
}

/** Stops at numbers of resamples that are none. */
export function requireReplicates(caller: string, replicates: number): void {
  requireDomain(
    Number.isInteger(replicates) && replicates >= 2 && replicates <= 1e7,
    `${caller} requires a whole number of replicates from 2 to 10 million`,
    replicates,
  );
}

/** Stops at a statistic without a value. */
export function finite(caller: string, value: number): number {
  requireDomain(
    Number.isFinite(value),
    `${caller} requires a statistic that is finite for every resample`,
    value,
  );
  return value;
}

function resampled(random: RandomSource, draws: number, chances: readonly number[]): number[] {
  const counts: number[] = [];
  let left = draws;
  for (const chance of chances) {
    // The last category that has answers takes what is left.
    const drawn = chance === 1 ? left : binomialDraw(random, left, chance);
    counts.push(drawn);
    left -= drawn;
  }
  return counts;
}

/** Share of each category among those that are left when the ones before it are drawn. */
function conditionalShares(counts: readonly number[]): number[] {
  let rest = 0;
  return counts
    .toReversed()
    .map((count) => {
      rest += count;
      return count === 0 ? 0 : count / rest;
    })
    .toReversed();
}
