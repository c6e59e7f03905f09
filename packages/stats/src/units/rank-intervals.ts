import { normalSurvival } from "../distributions/normal-distribution.ts";
import { requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import { holm } from "../hypothesis-tests/adjust-p-values.ts";

/** An estimate that is to be ranked. */
export interface RankedEstimate {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
}

/** Where a unit stands, and how far that is known. */
export interface RankInterval {
  readonly name: string;
  readonly value: number;
  /** 1 for the highest; units with equal values share the best of their ranks. */
  readonly rank: number;
  /** Best and worst rank that the data do not exclude; all intervals hold together with the level. */
  readonly best: number;
  readonly worst: number;
  /** Units, this one left out, that cannot be told apart from it: ties. */
  readonly tiedWith: readonly string[];
}

/**
 * Intervals of ranks: how many units are surely better and surely worse than each. All pairs are compared and corrected, so that all
 * intervals together hold with the level. League tables without them read chance as merit.
 *
 * @param units independent estimates, at least two; higher is better
 * @param options `confidenceLevel` 0.95 unless said otherwise; `adjustment` Holm, or another correction that controls the chance of any
 *   false finding
 * @throws {RangeError} with fewer than two units, or when a value is not finite, a standard error not above 0, or the adjustment
 *   gives something else than a p-value for each pair
 * @source Holm (2013), Confidence intervals for ranks; Al Mohamad, Goeman and van Zwet (2022), Simultaneous confidence intervals for
 *   ranks with application to ranking institutions, Biometrics 78(1) 238–247
 * @example
 * import { rankIntervals } from "@cxkit/stats/units";
 *
 * rankIntervals([
 *   { name: "North", value: 52, standardError: 4 },
 *   { name: "South", value: 49, standardError: 5 },
 *   { name: "East", value: 12, standardError: 4 },
 * ]).map(({ name, best, worst }) => `${name} ${best} to ${worst}`); // => ["North 1 to 2", "South 1 to 2", "East 3 to 3"]
 */
export function rankIntervals(
  units: readonly RankedEstimate[],
  options: {
    readonly confidenceLevel?: number;
    readonly adjustment?: (pValues: readonly number[]) => readonly number[];
  } = {},
): RankInterval[] {
  const { confidenceLevel = 0.95, adjustment = holm } = options;
  requireLevel("rankIntervals", confidenceLevel);
  requireDomain(units.length >= 2, "rankIntervals requires at least two units", units.length);
  for (const { name, value, standardError } of units) {
    requireDomain(Number.isFinite(value), `rankIntervals requires a finite value of ${name}`, value);
    requireDomain(
      Number.isFinite(standardError) && standardError > 0,
      `rankIntervals requires a finite standard error > 0 of ${name}`,
      standardError,
    );
  }
  const pairs = units.flatMap((_, i) => units.slice(0, i).map((__, j) => [i, j] as const));
  const at = (i: number) => units[i] as RankedEstimate;
  const pValues = pairs.map(([i, j]) => {
    const difference = at(i).value - at(j).value;
    return 2 * normalSurvival(Math.abs(difference) / Math.hypot(at(i).standardError, at(j).standardError));
  });
  const better = units.map(() => 0);
  const worse = units.map(() => 0);
  const tied = units.map((): string[] => []);
  const add = (counts: number[], index: number) => {
    counts[index] = (counts[index] as number) + 1;
  };
  const adjusted = adjustment(pValues);
  requireDomain(
    adjusted.length === pValues.length && adjusted.every((pValue) => pValue >= 0 && pValue <= 1),
    `rankIntervals requires an adjustment that gives ${pValues.length} p-values`,
    `[${adjusted.slice(0, 5).join(", ")}]`,
  );
  adjusted.forEach((pValue, index) => {
    const [i, j] = pairs[index] as readonly [number, number];
    if (pValue > 1 - confidenceLevel) {
      (tied[i] as string[]).push(at(j).name);
      (tied[j] as string[]).push(at(i).name);
      return;
    }
    const [higher, lower] = at(i).value > at(j).value ? [i, j] : [j, i];
    add(better, lower);
    add(worse, higher);
  });
  return units.map(({ name, value }, i) => ({
    name,
    value,
    rank: 1 + units.filter((other) => other.value > value).length,
    best: 1 + (better[i] as number),
    worst: units.length - (worse[i] as number),
    tiedWith: tied[i] as string[],
  }));
}
