import { requireDomain } from "../domain.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import type { Interval } from "../interval.ts";
import { checkedSuccesses } from "./proportion-interval.ts";

/** An interval for a ratio of two independent proportions or their odds, A over B, each ≥ 0. */
export type RatioInterval = ((
  a: ProportionCounts,
  b: ProportionCounts,
  confidenceLevel: number,
) => Interval) & {
  readonly method: string;
};

/** Successes and failures of both samples, checked. */
export function checkedCells(caller: string, a: ProportionCounts, b: ProportionCounts) {
  const successesA = checkedSuccesses(caller, a.successes, a.trials);
  const successesB = checkedSuccesses(caller, b.successes, b.trials);
  return {
    a: { successes: successesA, failures: a.trials - successesA, trials: a.trials },
    b: { successes: successesB, failures: b.trials - successesB, trials: b.trials },
  };
}

/** A ratio times and over what a normal interval of its logarithm allows, kept finite and above 0. */
export function logLimits(ratio: number, critical: number, standardError: number): Interval {
  const factor = Math.exp(Math.min(700, critical * standardError));
  return {
    low: Math.min(Number.MAX_VALUE, ratio / factor),
    high: Math.min(Number.MAX_VALUE, ratio * factor),
  };
}

/** Stops at a count of 0, whose logarithm has no interval. */
export function requireAllPositive(caller: string, what: string, counts: readonly number[]): void {
  requireDomain(
    counts.every((count) => count > 0),
    `${caller} requires ${what} above 0`,
    counts,
  );
}
