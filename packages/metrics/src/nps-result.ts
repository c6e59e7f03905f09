import type { Estimate, ScaleTally } from "@cxkit/core";
import type { CountedRatings } from "./count-points.ts";
import type { NetInterval } from "@cxkit/stats";
import { uncheckedNormalSurvivalQuantile } from "@cxkit/stats/unchecked";
import { estimateOf } from "./estimate-of.ts";

/** How to say the uncertainty of a Net Promoter Score. */
export interface NpsOptions {
  /** Default: the adjusted Wald interval, the same numbers as `adjustedWaldInterval` of `@cxkit/stats`. */
  readonly interval?: NetInterval;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
}

/** Answers per NPS class. */
export interface NpsClasses {
  /** Answers 9 and 10. */
  readonly promoters: number;
  /** Answers 7 and 8. */
  readonly passives: number;
  /** Answers 0 to 6. */
  readonly detractors: number;
}

/** A Net Promoter Score with the answers behind it. */
export interface NpsResult extends Estimate, NpsClasses {
  readonly unit: "points";
  /** Answers per score: what comparisons, merges and reports go on with. */
  readonly tally: ScaleTally;
  /** Item nonresponse, `null` and `undefined`; not in the base. */
  readonly missing: number;
  /** Values off the scale that were set aside; not in the base. */
  readonly rejected: number;
}

/** Estimate of a net score from unweighted answers per class. Written for size: `nps` has to stay under a kilobyte. */
export function netPromoterEstimate(
  promoters: number,
  passives: number,
  detractors: number,
  { interval, confidenceLevel = 0.95 }: NpsOptions,
  caller = "nps",
): Estimate & { readonly unit: "points" } {
  const n = promoters + passives + detractors;
  const decided = promoters + detractors;
  const net = promoters - detractors;
  // Adjusted Wald: 3 pseudo-responses, half of them passive.
  const base = n + 3;
  const center = net / base;
  const margin =
    (uncheckedNormalSurvivalQuantile((1 - confidenceLevel) / 2) * Math.sqrt(decided + 1.5 - net * center)) /
    base;
  return estimateOf(
    caller,
    "points",
    n,
    (100 * net) / n,
    100 * Math.sqrt((decided - (net * net) / n) / n / (n - 1)),
    interval?.method ?? "adjusted-wald",
    confidenceLevel,
    (scale) =>
      interval
        ? interval(
            { favorable: scale * promoters, neutral: scale * passives, unfavorable: scale * detractors },
            confidenceLevel,
          )
        : { low: center - margin, high: center + margin },
    100,
    -100,
  );
}

/** The result of eleven counts, score 0 first. */
export function npsResult(counted: CountedRatings, options: NpsOptions): NpsResult {
  const counts = counted.tally.counts;
  const promoters = counts[9]! + counts[10]!;
  const passives = counts[7]! + counts[8]!;
  const detractors = counts.reduce((sum, count) => sum + count) - promoters - passives;
  return {
    ...netPromoterEstimate(promoters, passives, detractors, options),
    ...counted,
    promoters,
    passives,
    detractors,
  };
}
