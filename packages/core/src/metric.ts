import type { Columns } from "./columns.ts";
import type { Comparison, Estimate, Unit } from "./estimate.ts";
import type { Selection } from "./selection.ts";
import type { Tally } from "./tally.ts";

/** Options that every metric's `estimate` understands. */
export interface EstimateOptions {
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** `"unweighted"` ignores the weights a tally carries. Default `"weighted"` where there are weights. */
  readonly weighting?: "weighted" | "unweighted";
}

/**
 * A metric is a fold with a merge over a tally; composites (health score, GRR) are functions of tallies.
 *
 * Laws, as a suite in `@cxkit/testkit`: merge is associative and commutative, `empty` its identity, split anywhere equals
 * whole, the tally survives JSON, no data gives `null`, an interval contains its value, a higher level never narrows it.
 */
export interface Metric<T extends Tally = Tally> {
  readonly kind?: "metric";
  readonly spec?: "v1";
  /** Stable id: `nps`, `acme.loyalty`. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly better: "higher" | "lower";
  readonly select: Selection;
  empty(): T;
  merge(left: T, right: T): T;
  /** Batch, allocation-free; the only member that writes to a tally. */
  fold(into: T, rows: Columns): void;
  estimate(tally: T, options?: EstimateOptions): Estimate;
  /** Left minus right of two independent tallies, tested. Absent: the metric cannot compare. */
  compare?(left: T, right: T, options?: EstimateOptions): Comparison;
}
