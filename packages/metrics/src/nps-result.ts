import type { Estimate, ScaleTally } from "@cxkit/core";
import type { CountedRatings } from "./count-points.ts";
import { type NetInterval, normalCriticalValue } from "@cxkit/stats";

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
  { promoters, passives, detractors }: NpsClasses,
  { interval, confidenceLevel = 0.95 }: NpsOptions,
  caller = "nps",
): Estimate & { readonly unit: "points" } {
  const z = normalCriticalValue(caller, confidenceLevel);
  const n = promoters + passives + detractors;
  const net = promoters - detractors;
  const share = net / n;
  // With base − n pseudo-responses, half of them passive.
  const error = (base: number, divisor = base) =>
    Math.sqrt((promoters + detractors + (base - n) / 2 - (net * net) / base) / base / divisor);
  // The Wald formula at this base is value ± z · standard error, divisor n − 1.
  const method = interval?.method ?? "adjusted-wald";
  const scale = method === "wald" && n > 1 ? 1 - 1 / n : 1;
  const { low, high } =
    interval && n
      ? interval(
          { favorable: scale * promoters, neutral: scale * passives, unfavorable: scale * detractors },
          confidenceLevel,
        )
      : // Adjusted Wald: 3 pseudo-responses.
        { low: net / (n + 3) - z * error(n + 3), high: net / (n + 3) + z * error(n + 3) };
  return {
    value: n ? 100 * share : null,
    interval: n
      ? { low: 100 * Math.max(-1, Math.min(low, share)), high: 100 * Math.min(1, Math.max(high, share)) }
      : null,
    standardError: n > 1 ? 100 * error(n, n - 1) : null,
    n,
    effectiveN: n,
    unit: "points",
    confidenceLevel,
    method,
  };
}

/** The result of eleven counts, score 0 first. */
export function npsResult(counted: CountedRatings, options: NpsOptions): NpsResult {
  const counts = counted.tally.counts;
  const promoters = counts[9]! + counts[10]!;
  const passives = counts[7]! + counts[8]!;
  const detractors = counts.reduce((sum, count) => sum + count) - promoters - passives;
  const classes = { promoters, passives, detractors };
  return { ...netPromoterEstimate(classes, options), ...counted, ...classes };
}
