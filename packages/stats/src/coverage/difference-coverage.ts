import { requireDomain } from "../domain.ts";
import type { DifferenceTest } from "../differences/difference-test.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import type { NetCounts } from "../intervals/net-interval.ts";
import type { NetPopulation, ProportionPopulation } from "./coverage.ts";
import { covers, requireShares } from "./coverage-table.ts";
import { requireLevel } from "../critical-value.ts";

/** Two populations, one sample drawn from each. */
export interface PopulationPair<Population> {
  readonly first: Population;
  readonly second: Population;
}

/** What a method for a difference really does with two samples of one size each, over pairs of populations. */
export interface DifferenceCoverage<Population> {
  /** The method, by its own name. */
  readonly method: string;
  /** Responses in the first and in the second sample. */
  readonly n: readonly [number, number];
  /** The level promised. */
  readonly confidenceLevel: number;
  readonly meanCoverage: number;
  /** Lowest of the pairs. */
  readonly minCoverage: number;
  /** The pair where it is lowest, the first of several. */
  readonly worst: PopulationPair<Population>;
  /** Mean expected width, in the unit of the difference. */
  readonly meanWidth: number;
  /** Mean and highest probability that the test says "different" of two equal populations; `null` without equal pairs. */
  readonly meanTypeIError: number | null;
  readonly maxTypeIError: number | null;
  /** Every pair, in the order given: coverage, expected width, and probability of a p-value under 1 − level. */
  readonly rows: readonly (PopulationPair<Population> & {
    readonly coverage: number;
    readonly width: number;
    readonly rejection: number;
  })[];
}

/**
 * Exact coverage and type I error of a method for the difference of two net shares: every possible pair of samples is
 * enumerated. Work grows with n⁴, so bases are small.
 *
 * @param difference for instance {@link netDifference}, or your own
 * @param n responses in the first and in the second sample, 1 to 50 each
 * @param confidenceLevel strictly between 0 and 1
 * @param pairs populations to draw from; by default all pairs of ten populations with net shares from −0.6 to 0.94
 * @throws {RangeError} when a base is not a whole number from 1 to 50 or a population is impossible
 * @example
 * import { netDifference } from "@cxkit/stats";
 * import { netDifferenceCoverage } from "@cxkit/stats/coverage";
 *
 * netDifferenceCoverage(netDifference, [10, 10]).minCoverage > 0.92; // => true
 */
export function netDifferenceCoverage(
  difference: (a: NetCounts, b: NetCounts, confidenceLevel: number) => DifferenceTest,
  n: readonly [number, number],
  confidenceLevel = 0.95,
  pairs: readonly PopulationPair<NetPopulation>[] = pairsOf(tenNetPopulations),
): DifferenceCoverage<NetPopulation> {
  const caller = "netDifferenceCoverage";
  requireLevel(caller, confidenceLevel);
  const [first, second] = bothOf(caller, n).map((size) => {
    requireSize(caller, size, 50);
    const samples: NetCounts[] = [];
    for (let favorable = 0; favorable <= size; favorable++)
      for (let unfavorable = 0; favorable + unfavorable <= size; unfavorable++)
        samples.push({ favorable, neutral: size - favorable - unfavorable, unfavorable });
    return samples;
  }) as [NetCounts[], NetCounts[]];
  return enumerate(caller, n, confidenceLevel, pairs, first, second, difference, {
    truth: ({ favorable, unfavorable }) => favorable - unfavorable,
    shares: ({ favorable, unfavorable }) => [favorable, 1 - favorable - unfavorable, unfavorable],
    counts: ({ favorable, neutral, unfavorable }) => [favorable, neutral, unfavorable],
  });
}

/**
 * Exact coverage and type I error of a method for the difference of two proportions, by enumeration of all pairs of samples.
 *
 * @param difference for instance {@link proportionDifference}, or your own
 * @param n responses in the first and in the second sample, 1 to 200 each
 * @param confidenceLevel strictly between 0 and 1
 * @param pairs populations to draw from; by default all pairs of the shares 0.05, 0.15, … 0.95
 * @throws {RangeError} when a base is not a whole number from 1 to 200 or a population is impossible
 * @example
 * import { proportionDifference } from "@cxkit/stats";
 * import { proportionDifferenceCoverage } from "@cxkit/stats/coverage";
 *
 * proportionDifferenceCoverage(proportionDifference, [20, 20]).meanCoverage.toFixed(2); // => "0.95"
 */
export function proportionDifferenceCoverage(
  difference: (a: ProportionCounts, b: ProportionCounts, confidenceLevel: number) => DifferenceTest,
  n: readonly [number, number],
  confidenceLevel = 0.95,
  pairs: readonly PopulationPair<ProportionPopulation>[] = pairsOf(
    Array.from({ length: 10 }, (_, i) => ({ share: (2 * i + 1) / 20 })),
  ),
): DifferenceCoverage<ProportionPopulation> {
  const caller = "proportionDifferenceCoverage";
  requireLevel(caller, confidenceLevel);
  const [first, second] = bothOf(caller, n).map((trials) => {
    requireSize(caller, trials, 200);
    return Array.from({ length: trials + 1 }, (_, successes) => ({ successes, trials }));
  }) as [ProportionCounts[], ProportionCounts[]];
  return enumerate(caller, n, confidenceLevel, pairs, first, second, difference, {
    truth: ({ share }) => share,
    shares: ({ share }) => [share, 1 - share],
    counts: ({ successes, trials }) => [successes, trials - successes],
  });
}

const tenNetPopulations: readonly NetPopulation[] = [
  { favorable: 0.1, unfavorable: 0.7 },
  { favorable: 0.2, unfavorable: 0.5 },
  { favorable: 0.3, unfavorable: 0.4 },
  { favorable: 0.5, unfavorable: 0.5 },
  { favorable: 0.35, unfavorable: 0.25 },
  { favorable: 0.5, unfavorable: 0.2 },
  { favorable: 0.6, unfavorable: 0.15 },
  { favorable: 0.75, unfavorable: 0.1 },
  { favorable: 0.85, unfavorable: 0.03 },
  { favorable: 0.95, unfavorable: 0.01 },
];

function pairsOf<Population>(populations: readonly Population[]): PopulationPair<Population>[] {
  return populations.flatMap((first) => populations.map((second) => ({ first, second })));
}

interface Reading<Population, Counts> {
  truth(population: Population): number;
  shares(population: Population): readonly number[];
  counts(sample: Counts): readonly number[];
}

function enumerate<Population extends object, Counts>(
  caller: string,
  n: readonly [number, number],
  confidenceLevel: number,
  pairs: readonly PopulationPair<Population>[],
  firstSamples: readonly Counts[],
  secondSamples: readonly Counts[],
  difference: (a: Counts, b: Counts, confidenceLevel: number) => DifferenceTest,
  reading: Reading<Population, Counts>,
): DifferenceCoverage<Population> {
  requireDomain(pairs.length > 0, `${caller} requires at least one pair of populations`, pairs.length);
  const size = firstSamples.length * secondSamples.length;
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  const rejected = new Uint8Array(size);
  let method = "";
  let cell = 0;
  for (const a of firstSamples)
    for (const b of secondSamples) {
      const made = difference(a, b, confidenceLevel);
      method = made.method;
      low[cell] = made.interval.low;
      high[cell] = made.interval.high;
      rejected[cell++] = made.pValue < 1 - confidenceLevel - 1e-12 ? 1 : 0;
    }
  const rows = pairs.map((pair) => {
    const weights = probabilities(caller, reading, pair.first, firstSamples, n[0]);
    const others = probabilities(caller, reading, pair.second, secondSamples, n[1]);
    const truth = reading.truth(pair.first) - reading.truth(pair.second);
    const sums = { coverage: 0, width: 0, rejection: 0 };
    let at = 0;
    for (const weight of weights)
      for (const other of others) {
        const probability = weight * other;
        const limits = { low: low[at] as number, high: high[at] as number };
        sums.width += probability * (limits.high - limits.low);
        if (covers(limits, truth)) sums.coverage += probability;
        if (rejected[at++] === 1) sums.rejection += probability;
      }
    return { ...pair, ...sums };
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const worst = rows.reduce((lowest, row) => (row.coverage < lowest.coverage ? row : lowest));
  const equal = rows
    .filter(({ first, second }) => reading.shares(first).every((p, i) => p === reading.shares(second)[i]))
    .map(({ rejection }) => rejection);
  return {
    method,
    n,
    confidenceLevel,
    meanCoverage: mean(rows.map(({ coverage }) => coverage)),
    minCoverage: worst.coverage,
    worst: { first: worst.first, second: worst.second },
    meanWidth: mean(rows.map(({ width }) => width)),
    meanTypeIError: equal.length > 0 ? mean(equal) : null,
    maxTypeIError: equal.length > 0 ? Math.max(...equal) : null,
    rows,
  };
}

/** Probability of each sample of n responses from a population. */
function probabilities<Population extends object, Counts>(
  caller: string,
  { shares, counts }: Reading<Population, Counts>,
  population: Population,
  samples: readonly Counts[],
  n: number,
): number[] {
  const parts = shares(population);
  requireShares(caller, parts);
  const logFactorial = [0];
  for (let i = 1; i <= n; i++) logFactorial.push((logFactorial[i - 1] as number) + Math.log(i));
  return samples.map((sample) => {
    let exponent = logFactorial[n] as number;
    counts(sample).forEach((count, index) => {
      if (count > 0)
        exponent += count * Math.log(Math.max(0, parts[index] as number)) - (logFactorial[count] as number);
    });
    return Math.exp(exponent);
  });
}

function bothOf(caller: string, n: readonly number[]): readonly number[] {
  requireDomain(n.length === 2, `${caller} requires the bases of two samples`, n.length);
  return n;
}

function requireSize(caller: string, n: number, most: number): void {
  requireDomain(
    Number.isInteger(n) && n >= 1 && n <= most,
    `${caller} requires whole bases from 1 to ${most}`,
    n,
  );
}
