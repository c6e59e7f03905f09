import type { Estimate, EstimateInterval, ScaleTally, Unit } from "@cxkit/core";
import { partialPooling, rankIntervals } from "@cxkit/stats/units";
import type { ScaleMetric } from "./scale-metric.ts";

/** One store, agent or account: its own score, and what all units together make of it. */
export interface UnitEstimate {
  readonly name: string;
  /** From its own answers alone. */
  readonly estimate: Estimate;
  /** Drawn to the mean of all units, the more the fewer answers it has; `null` where units cannot be pooled. */
  readonly pooled: {
    readonly value: number;
    readonly interval: EstimateInterval;
    /** How much of the way to the mean of all it was moved, 0…1. */
    readonly shrinkage: number;
  } | null;
  /** Rank by its own score, 1 for the best, and the ranks that the answers do not exclude; `null` without answers. */
  readonly rank: {
    readonly value: number;
    readonly best: number;
    readonly worst: number;
    /** Units that cannot be told apart from it. */
    readonly tiedWith: readonly string[];
  } | null;
}

/** Many units with what they have in common. */
export interface UnitEstimates {
  /** In the order given. */
  readonly units: readonly UnitEstimate[];
  readonly unit: Unit;
  /** Standard deviation of the units' true scores beyond chance, likeliest value; `null` where units cannot be pooled. */
  readonly spread: number | null;
  readonly confidenceLevel: number;
}

/**
 * Scores of many small units with partial pooling beside the raw score, and intervals of their ranks: what a league table of stores or
 * agents has to show before anybody is praised or blamed for chance.
 *
 * **Unit**: that of the metric. **Base**: answers of each unit, weighted ones at their effective base. **Interval**: raw scores have
 * that of the metric; pooled ones the normal approximation, clipped to the range of the scores; ranks hold together (Holm). Fewer than
 * three units with answers, or answers that differ nowhere, cannot be pooled or ranked.
 *
 * @param metric any scale metric
 * @param tallies of the units, by name
 * @throws {CxError} `invalid-setup` when a tally has another scale than the metric
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @source see `partialPooling` and `rankIntervals` of `@cxkit/stats/units`
 * @example
 * import { npsMetric, tallyOf, unitEstimates } from "@cxkit/metrics";
 *
 * const metric = npsMetric({ item: "recommend" });
 * const tally = (scores: number[]) => tallyOf(scores, { scale: metric.scale });
 * const { units } = unitEstimates(metric, {
 *   North: tally([10, 9, 9, 8, 7, 10, 6, 9, 10, 8]),
 *   South: tally([3, 6, 7, 9, 5, 8, 4, 7, 6, 10]),
 *   Kiosk: tally([10, 10]),
 * });
 * units.map(({ name, estimate, rank }) => [name, estimate.value, rank?.best, rank?.worst]); // => [["North", 50, 1, 3], ["South", -30, 1, 3], ["Kiosk", 100, 1, 3]]
 * units[2]!.pooled!.value < 100; // => true
 */
export function unitEstimates(
  metric: ScaleMetric,
  tallies: Readonly<Record<string, ScaleTally>>,
  options: { readonly confidenceLevel?: number } = {},
): UnitEstimates {
  const { confidenceLevel = 0.95 } = options;
  const measured = Object.entries(tallies).map(([name, tally]) => ({
    name,
    estimate: metric.estimate(tally, { confidenceLevel }),
  }));
  const known = measured.flatMap(({ name, estimate: { value, standardError, effectiveN } }) => {
    // Kish's base of one answer may be rounded below 1.
    const n = Math.max(1, effectiveN);
    // The linearised error has divisor n − 1: its square times n is the sample variance.
    return value === null ? [] : [{ name, n, mean: value, variance: n * (standardError ?? 0) ** 2 }];
  });
  const differs = known.some(({ n, variance }) => n > 1 && variance > 0);
  const together = known.length >= 3 && differs ? partialPooling(known, confidenceLevel) : null;
  const sign = metric.better === "higher" ? 1 : -1;
  const ranks =
    together &&
    rankIntervals(
      known.map(({ name, n, mean }) => ({
        name,
        value: sign * mean,
        // Units with few answers do not know their own spread: all share one.
        standardError: Math.sqrt(together.within / n),
      })),
      { confidenceLevel },
    );
  const [min, max] = [Math.min(...metric.scores), Math.max(...metric.scores)];
  const within = (value: number) => Math.min(max, Math.max(min, value));
  return {
    units: measured.map(({ name, estimate }) => {
      const pooled = together?.units.find((unit) => unit.name === name);
      const rank = ranks?.find((unit) => unit.name === name);
      return {
        name,
        estimate,
        pooled: pooled
          ? {
              value: pooled.pooled,
              interval: { low: within(pooled.interval.low), high: within(pooled.interval.high) },
              shrinkage: pooled.shrinkage,
            }
          : null,
        rank: rank ? { value: rank.rank, best: rank.best, worst: rank.worst, tiedWith: rank.tiedWith } : null,
      };
    }),
    unit: metric.unit,
    spread: together ? Math.sqrt(together.between) : null,
    confidenceLevel,
  };
}
