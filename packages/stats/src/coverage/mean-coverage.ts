import { clipped, type CoverageTable, coverageTable, covers, requireShares } from "./coverage-table.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import type { MeanInterval } from "../intervals/mean-interval.ts";
import { requireLevel } from "../critical-value.ts";

/** A population of ratings on the scale 1, 2, … k. */
export interface RatingPopulation {
  /** Share of each scale point, lowest first; they sum to 1. */
  readonly shares: readonly number[];
}

/**
 * Exact coverage of an interval for a mean of ratings on a scale 1…k, by dynamic programming over the sum and the sum of
 * squares of all possible samples; nothing is simulated.
 *
 * @param interval for instance {@link boundedScoreInterval}, or your own
 * @param n whole number of responses, 2 to 200
 * @param confidenceLevel strictly between 0 and 1
 * @param populations shares by scale point, two to eleven points
 * @throws {RangeError} when n is not a whole number from 2 to 200 or the shares are not those of a population
 * @example
 * import { meanTInterval } from "@cxkit/stats";
 * import { meanIntervalCoverage } from "@cxkit/stats/coverage";
 *
 * const mostlyFives = { shares: [0.01, 0.02, 0.04, 0.08, 0.85] };
 * meanIntervalCoverage(meanTInterval, 10, 0.95, [mostlyFives]).minCoverage.toFixed(2); // => "0.80"
 */
export function meanIntervalCoverage(
  interval: MeanInterval,
  n: number,
  confidenceLevel: number,
  populations: readonly RatingPopulation[],
): CoverageTable<RatingPopulation> {
  requireLevel("meanIntervalCoverage", confidenceLevel);
  requireDomain(
    Number.isInteger(n) && n >= 2 && n <= 200,
    "meanIntervalCoverage requires a whole n from 2 to 200",
    n,
  );
  // An interval depends on the sample alone: asked once for all populations on the same scale.
  const asked = new Map<number, Map<number, Interval>>();
  return coverageTable(
    "meanIntervalCoverage",
    interval.method,
    n,
    confidenceLevel,
    populations,
    (population) => {
      const { shares } = population;
      requireShares("meanIntervalCoverage", shares);
      requireDomain(
        shares.length >= 2 && shares.length <= 11 && Math.abs(total(shares) - 1) < 1e-9,
        "meanIntervalCoverage requires 2 to 11 shares that sum to 1",
        shares.join(", "),
      );
      const steps = shares.length - 1;
      const truth = 1 + total(shares.map((share, step) => share * step));
      const width = rowWidth(n, steps);
      let coverage = 0;
      let expected = 0;
      const known = asked.get(steps) ?? new Map<number, Interval>();
      asked.set(steps, known);
      distribution(shares, n).forEach((probability, cell) => {
        // Hundreds of thousands of these are still lost in the rounding of the sum.
        if (probability < 1e-19) return;
        const sum = Math.floor(cell / width);
        const limits =
          known.get(cell) ?? limitsOf(interval, sum, sum + 2 * (cell % width), n, steps, confidenceLevel);
        known.set(cell, limits);
        if (covers(limits, truth)) coverage += probability;
        expected += probability * (limits.high - limits.low);
      });
      return { coverage, width: expected };
    },
  );
}

/**
 * Probability of each pair of sum and sum of squares of n ratings counted from 0. Row by row of the sum; in a row by the sum of
 * x(x − 1)/2, which with the sum says the sum of squares, and takes half its cells. A rating is drawn in place: from the
 * last cell to the first, each needs but cells before it.
 */
function distribution(shares: readonly number[], n: number): Float64Array {
  const steps = shares.length - 1;
  const width = rowWidth(n, steps);
  const probabilities = new Float64Array((n * steps + 1) * width);
  probabilities[0] = 1;
  const [nobody = 0] = shares;
  for (let drawn = 1; drawn <= n; drawn++)
    for (let sum = drawn * steps; sum >= 0; sum--) {
      // The sum of squares is smallest for equal ratings, and largest for ratings at the two ends.
      const least = Math.max(0, Math.ceil((sum * sum - drawn * sum) / (2 * drawn)));
      const most = Math.floor((sum * (steps - 1)) / 2);
      for (let pairs = most; pairs >= least; pairs--) {
        const cell = sum * width + pairs;
        let probability = nobody * (probabilities[cell] as number);
        for (let step = 1; step <= steps && step <= sum; step++) {
          const before = pairs - (step * (step - 1)) / 2;
          if (before < 0) break;
          probability += (shares[step] as number) * (probabilities[(sum - step) * width + before] as number);
        }
        probabilities[cell] = probability;
      }
    }
  return probabilities;
}

/** How many values the sum of x(x − 1)/2 of n ratings from 0 to `steps` can take. */
function rowWidth(n: number, steps: number): number {
  return (n * steps * (steps - 1)) / 2 + 1;
}

function limitsOf(
  interval: MeanInterval,
  sum: number,
  square: number,
  n: number,
  steps: number,
  confidenceLevel: number,
): Interval {
  // Whole numbers until the division, so that equal answers have a variance of exactly 0.
  const variance = (n * square - sum * sum) / (n * (n - 1));
  return clipped(
    interval({ mean: 1 + sum / n, variance, n, min: 1, max: 1 + steps }, confidenceLevel),
    1,
    1 + steps,
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
