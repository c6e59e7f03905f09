import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { requireLevel } from "../critical-value.ts";

/** What an interval really covers at one base size, over a grid of populations. */
export interface CoverageTable<Population> {
  /** The interval, by its own name. */
  readonly method: string;
  /** Responses in each sample. */
  readonly n: number;
  /** The level promised. */
  readonly confidenceLevel: number;
  /** Mean over the populations. */
  readonly meanCoverage: number;
  /** Lowest of the populations. */
  readonly minCoverage: number;
  /** The population where it is lowest, the first of several. */
  readonly worst: Population;
  /** Mean distance of the coverage from the level. */
  readonly meanAbsoluteError: number;
  /** Mean expected width, of limits clipped to the scale. */
  readonly meanWidth: number;
  /** Every population with its coverage and expected width, in the order given. */
  readonly rows: readonly (Population & { readonly coverage: number; readonly width: number })[];
}

/** Coverage and expected width of one population, summed up over a grid of them. */
export function coverageTable<Population extends object>(
  caller: string,
  method: string,
  n: number,
  confidenceLevel: number,
  populations: readonly Population[],
  cover: (population: Population) => { readonly coverage: number; readonly width: number },
): CoverageTable<Population> {
  requireLevel(caller, confidenceLevel);
  requireDomain(populations.length > 0, `${caller} requires at least one population`, populations.length);
  const rows = populations.map((population) => ({ ...population, ...cover(population) }));
  const mean = (pick: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
  const worst = rows.reduce((lowest, row) => (row.coverage < lowest.coverage ? row : lowest));
  return {
    method,
    n,
    confidenceLevel,
    meanCoverage: mean((row) => row.coverage),
    minCoverage: worst.coverage,
    worst: populations[rows.indexOf(worst)] as Population,
    meanAbsoluteError: mean((row) => Math.abs(row.coverage - confidenceLevel)),
    meanWidth: mean((row) => row.width),
    rows,
  };
}

/** Whether an interval contains the true value; a limit that meets it does, whatever the last bit of either says. */
export function covers({ low, high }: Interval, truth: number): boolean {
  return low <= truth + 1e-12 && high >= truth - 1e-12;
}

/** An interval cut to its scale. */
export function clipped({ low, high }: Interval, least: number, most: number): Interval {
  return { low: Math.max(least, low), high: Math.min(most, high) };
}

/** Stops at shares that are none. */
export function requireShares(caller: string, shares: readonly number[]): void {
  requireDomain(
    shares.every((share) => share >= -1e-12 && share <= 1),
    `${caller} requires shares between 0 and 1`,
    shares.join(", "),
  );
}
