import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";

/** An interval for one proportion on the 0…1 scale; `method` is what an estimate prints about it. */
export type ProportionInterval = ((
  successes: number,
  trials: number,
  confidenceLevel: number,
) => Interval) & {
  readonly method: string;
};

/**
 * The successes, checked to be 0…trials of at least part of a trial. Weighted counts may exceed their base by rounding;
 * that much is taken off.
 */
export function checkedSuccesses(caller: string, successes: number, trials: number): number {
  requireDomain(
    [successes, trials].every(Number.isFinite) &&
      successes >= 0 &&
      successes <= trials * (1 + 1e-12) &&
      trials > 0,
    `${caller} requires 0 ≤ successes ≤ trials and trials > 0`,
    `${successes} of ${trials}`,
  );
  return Math.min(successes, trials);
}
