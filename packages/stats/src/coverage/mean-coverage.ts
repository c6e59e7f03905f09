import { clipped, type CoverageTable, coverageTable, covers, requireShares } from "./coverage-table.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import type { MeanInterval } from "../intervals/mean-interval.ts";

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
 * @param n whole number of responses, 2 to 50
 * @param confidenceLevel strictly between 0 and 1
 * @param populations shares by scale point, two to eleven points
 * @throws {RangeError} when n is not a whole number from 2 to 50 or the shares are not those of a population
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
  requireDomain(
    Number.isInteger(n) && n >= 2 && n <= 50,
    "meanIntervalCoverage requires a whole n from 2 to 50",
    n,
  );
  return coverageTable(interval.method, n, confidenceLevel, populations, (population) => {
    const { shares } = population;
    requireShares(shares, population);
    requireDomain(
      shares.length >= 2 && shares.length <= 11 && Math.abs(total(shares) - 1) < 1e-9,
      "meanIntervalCoverage requires 2 to 11 shares that sum to 1",
      JSON.stringify(population),
    );
    const steps = shares.length - 1;
    const truth = 1 + total(shares.map((share, step) => share * step));
    const width = n * steps * steps + 1;
    let coverage = 0;
    let expected = 0;
    distribution(shares, n).forEach((probability, cell) => {
      if (probability === 0) return;
      const limits = limitsOf(interval, Math.floor(cell / width), cell % width, n, steps, confidenceLevel);
      if (covers(limits, truth)) coverage += probability;
      expected += probability * (limits.high - limits.low);
    });
    return { coverage, width: expected };
  });
}

/** Probability of each pair of sum and sum of squares of n ratings counted from 0, row by row. */
function distribution(shares: readonly number[], n: number): Float64Array {
  const steps = shares.length - 1;
  const width = n * steps * steps + 1;
  let current = new Float64Array((n * steps + 1) * width);
  current[0] = 1;
  for (let drawn = 0; drawn < n; drawn++) {
    const next = new Float64Array(current.length);
    for (let sum = 0; sum <= drawn * steps; sum++)
      for (let square = sum; square <= Math.min(sum * steps, drawn * steps * steps); square++) {
        const probability = current[sum * width + square] as number;
        if (probability === 0) continue;
        shares.forEach((share, step) => {
          const cell = (sum + step) * width + square + step * step;
          next[cell] = (next[cell] as number) + probability * share;
        });
      }
    current = next;
  }
  return current;
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
