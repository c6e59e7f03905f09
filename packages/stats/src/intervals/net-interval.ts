import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";

/**
 * Responses by class behind a net share (favorable share minus unfavorable share): promoters, passives
 * and detractors for NPS. Each is ≥ 0 and at least one is above 0; fractions are welcome, so that weighted
 * counts can be scaled to the effective base.
 */
export interface NetCounts {
  /** Responses that count +1: promoters. */
  readonly favorable: number;
  /** Responses that count 0: passives. */
  readonly neutral: number;
  /** Responses that count −1: detractors. */
  readonly unfavorable: number;
}

/** An interval for a net share on the −1…1 scale; `method` is what an estimate prints about it. */
export type NetInterval = ((counts: NetCounts, confidenceLevel: number) => Interval) & {
  readonly method: string;
};

/** Base size, net share and variance (divisor n) of responses scored 1, 0 or −1. */
export interface NetMoments {
  readonly n: number;
  readonly share: number;
  /** Net share without the pseudo-responses. */
  readonly observed: number;
  readonly variance: number;
}

/**
 * Moments of checked counts after adding `pseudo` responses, a quarter of them favorable and a quarter unfavorable.
 *
 * @throws {RangeError} when a count is negative or not finite, or all are 0
 */
export function netMoments(caller: string, counts: NetCounts, pseudo = 0): NetMoments {
  requireNetCounts(caller, counts);
  return uncheckedNetMoments(counts, pseudo);
}

/** The same of counts that have been checked. */
export function uncheckedNetMoments(
  { favorable, neutral, unfavorable }: NetCounts,
  pseudo: number,
): NetMoments {
  const total = favorable + neutral + unfavorable;
  const n = total + pseudo;
  const up = favorable + pseudo / 4;
  const down = unfavorable + pseudo / 4;
  // Equal to (up + down) / n - share², without its cancellation.
  const variance = 4 * (up / n) * (down / n) + ((up + down) / n) * ((neutral + pseudo / 2) / n);
  return { n, share: (up - down) / n, observed: (favorable - unfavorable) / total, variance };
}

/** Stops at counts that are none, or nobody's. */
export function requireNetCounts(caller: string, { favorable, neutral, unfavorable }: NetCounts): void {
  const counts = [favorable, neutral, unfavorable];
  const total = favorable + neutral + unfavorable;
  requireDomain(
    counts.every((count) => Number.isFinite(count) && count >= 0) && total > 0 && total < Infinity,
    `${caller} requires finite counts ≥ 0, not all 0`,
    counts,
  );
}
