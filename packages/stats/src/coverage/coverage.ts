import { clipped, type CoverageTable, coverageTable, covers, requireShares } from "./coverage-table.ts";
import { requireDomain } from "../domain.ts";
import type { NetInterval } from "../intervals/net-interval.ts";
import type { ProportionInterval } from "../intervals/proportion-interval.ts";
import { requireLevel } from "../critical-value.ts";

/** Shares of a population of favorable and unfavorable responses; the rest is neutral. */
export interface NetPopulation {
  /** Share of favorable responses, 0…1. */
  readonly favorable: number;
  /** Share of unfavorable responses, 0…1. */
  readonly unfavorable: number;
}

/** A population with a share of successes. */
export interface ProportionPopulation {
  /** Share of successes, 0…1. */
  readonly share: number;
}

/**
 * Exact coverage of an interval for a net share: every possible sample of n responses is enumerated and weighed by
 * its probability; nothing is simulated. Work grows with n² times the number of populations.
 *
 * @param interval for instance {@link adjustedWaldInterval}, or your own
 * @param n whole number of responses, 1 to 200
 * @param confidenceLevel strictly between 0 and 1
 * @param populations shares to compute it for; by default {@link netPopulationGrid}
 * @throws {RangeError} when n is not a whole number from 1 to 200 or a population is impossible
 * @example
 * import { adjustedWaldInterval } from "@cxkit/stats";
 * import { netIntervalCoverage } from "@cxkit/stats/coverage";
 *
 * netIntervalCoverage(adjustedWaldInterval, 10).minCoverage.toFixed(4); // => "0.9304"
 */
export function netIntervalCoverage(
  interval: NetInterval,
  n: number,
  confidenceLevel = 0.95,
  populations: readonly NetPopulation[] = netPopulationGrid(),
): CoverageTable<NetPopulation> {
  requireSize("netIntervalCoverage", n, confidenceLevel);
  const samples: Sample[] = [];
  for (let favorable = 0; favorable <= n; favorable++)
    for (let unfavorable = 0; favorable + unfavorable <= n; unfavorable++) {
      const counts = { favorable, neutral: n - favorable - unfavorable, unfavorable };
      samples.push({
        counts: [favorable, counts.neutral, unfavorable],
        ...clipped(interval(counts, confidenceLevel), -1, 1),
      });
    }
  return summarize(
    "netIntervalCoverage",
    interval.method,
    n,
    confidenceLevel,
    populations,
    samples,
    ({ favorable, unfavorable }) => ({
      shares: [favorable, 1 - favorable - unfavorable, unfavorable],
      truth: favorable - unfavorable,
    }),
  );
}

/**
 * Exact coverage of an interval for a proportion, by enumeration of the n + 1 possible samples.
 *
 * @param interval for instance {@link wilsonInterval}, or your own
 * @param n whole number of responses, 1 to 200
 * @param confidenceLevel strictly between 0 and 1
 * @param populations shares to compute it for; by default 0.005, 0.015, … 0.995
 * @throws {RangeError} when n is not a whole number from 1 to 200 or a population is impossible
 * @example
 * import { wilsonInterval } from "@cxkit/stats";
 * import { proportionIntervalCoverage } from "@cxkit/stats/coverage";
 *
 * proportionIntervalCoverage(wilsonInterval, 10).meanCoverage.toFixed(4); // => "0.9536"
 */
export function proportionIntervalCoverage(
  interval: ProportionInterval,
  n: number,
  confidenceLevel = 0.95,
  populations: readonly ProportionPopulation[] = Array.from({ length: 199 }, (_, i) => ({
    share: (i + 1) / 200,
  })),
): CoverageTable<ProportionPopulation> {
  requireSize("proportionIntervalCoverage", n, confidenceLevel);
  const samples = Array.from({ length: n + 1 }, (_, successes) => ({
    counts: [successes, n - successes],
    ...clipped(interval(successes, n, confidenceLevel), 0, 1),
  }));
  const caller = "proportionIntervalCoverage";
  return summarize(caller, interval.method, n, confidenceLevel, populations, samples, ({ share }) => ({
    shares: [share, 1 - share],
    truth: share,
  }));
}

/**
 * The 171 populations whose three shares are multiples of 5 %, each at least 5 %: the grid on which published
 * comparisons of intervals for a net share are made here.
 *
 * @example netPopulationGrid().length // => 171
 */
export function netPopulationGrid(): NetPopulation[] {
  const grid: NetPopulation[] = [];
  for (let favorable = 1; favorable < 19; favorable++)
    for (let unfavorable = 1; favorable + unfavorable < 20; unfavorable++)
      grid.push({ favorable: favorable / 20, unfavorable: unfavorable / 20 });
  return grid;
}

interface Sample {
  readonly counts: readonly number[];
  readonly low: number;
  readonly high: number;
}

function summarize<Population extends object>(
  caller: string,
  method: string,
  n: number,
  confidenceLevel: number,
  populations: readonly Population[],
  samples: readonly Sample[],
  describe: (population: Population) => { readonly shares: readonly number[]; readonly truth: number },
): CoverageTable<Population> {
  const logFactorial = [0];
  for (let i = 1; i <= n; i++) logFactorial.push((logFactorial[i - 1] as number) + Math.log(i));
  return coverageTable(caller, method, n, confidenceLevel, populations, (population) => {
    const { shares, truth } = describe(population);
    requireShares(caller, shares);
    const logs = shares.map((share) => Math.log(Math.max(0, share)));
    let coverage = 0;
    let width = 0;
    for (const { counts, low, high } of samples) {
      let exponent = logFactorial[n] as number;
      counts.forEach((count, index) => {
        if (count > 0) exponent += count * (logs[index] as number) - (logFactorial[count] as number);
      });
      const probability = Math.exp(exponent);
      width += probability * (high - low);
      if (covers({ low, high }, truth)) coverage += probability;
    }
    return { coverage, width };
  });
}

function requireSize(caller: string, n: number, confidenceLevel: number): void {
  requireLevel(caller, confidenceLevel);
  requireDomain(Number.isInteger(n) && n >= 1 && n <= 200, `${caller} requires a whole n from 1 to 200`, n);
}
