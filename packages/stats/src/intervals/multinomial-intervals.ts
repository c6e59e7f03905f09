import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { wilsonLimits } from "./wilson-interval.ts";

/** Intervals for the shares of all classes that hold together at their level; `method` is what a report prints about them. */
export type MultinomialIntervals = ((
  counts: readonly number[],
  confidenceLevel: number,
) => readonly Interval[]) & {
  readonly method: string;
};

/** The responses in all, checked to be in two classes or more. */
export function checkedTotal(caller: string, counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  requireDomain(
    counts.length > 1 &&
      Array.from(counts, (count) => Number.isFinite(count) && count >= 0).every(Boolean) &&
      total > 0 &&
      total < Infinity,
    `${caller} requires finite counts ≥ 0 of two classes or more, not all 0`,
    counts,
  );
  return total;
}

/** Wilson's limits of each class's share with a critical value that is common to all. */
export function wilsonLimitsOfEach(counts: readonly number[], total: number, critical: number): Interval[] {
  return Array.from(counts, (count) =>
    wilsonLimits(count / total, Math.max(0, total - count) / total, total, critical),
  );
}
