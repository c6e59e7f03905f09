import { requireDomain } from "./domain.ts";
import type { Interval } from "./interval.ts";

/** An interval for one proportion on the 0…1 scale; `method` is what an estimate prints about it. */
export type ProportionInterval = ((
  successes: number,
  trials: number,
  confidenceLevel: number,
) => Interval) & {
  readonly method: string;
};

/** Stops at anything but 0 ≤ successes ≤ trials with at least part of a trial. */
export function requireProportion(caller: string, successes: number, trials: number): void {
  requireDomain(
    successes >= 0 && successes <= trials && trials > 0 && trials < Infinity,
    `${caller} requires 0 ≤ successes ≤ trials and trials > 0`,
    `${successes} of ${trials}`,
  );
}
