/**
 * The unit of a number. "points" (−100…100, net scores) and "percent" (0…100, shares) never mix: 5 points of NPS
 * are not 5 percent of anything.
 */
export type Unit =
  | "points"
  | "percent"
  | "scale-point"
  | "second"
  | "count"
  | "ratio"
  | "probability"
  | "none"
  | `currency:${string}`;

/** Limits in the unit of their estimate, low ≤ high. A `null` limit makes the interval one-sided. */
export interface EstimateInterval {
  readonly low: number | null;
  readonly high: number | null;
}

/** A number with its uncertainty. Plain JSON: never `NaN`, never `Infinity`. */
export interface Estimate {
  /** The unadjusted point estimate; `null` when the base is too small to define one. Never 0 instead. */
  readonly value: number | null;
  /** Contains `value`, clipped to the range of the unit; `null` when there is no value. */
  readonly interval: EstimateInterval | null;
  /** Linearised, divisor n − 1, of the unadjusted value; `null` for n < 2. */
  readonly standardError: number | null;
  /** Base size: answers on the scale. Skipped and set-aside answers are not in it. */
  readonly n: number;
  /** Kish's effective base, (Σw)² / Σw²; equals `n` when unweighted. */
  readonly effectiveN: number;
  readonly unit: Unit;
  /** Strictly between 0 and 1: 0.95, never 95 and never 0.05. */
  readonly confidenceLevel: number;
  /** How the interval was made, e.g. `adjusted-wald`. */
  readonly method: string;
}

/** A difference, or a test, with its evidence. */
export interface Comparison {
  /** First minus second, in the unit of the things compared. */
  readonly difference: Estimate;
  /** Name of the test, e.g. `adjusted-wald-z`, `welch-t`. */
  readonly test: string;
  readonly alternative: "two-sided" | "greater" | "less";
  readonly statistic: number;
  readonly degreesOfFreedom?: number;
  readonly pValue: number;
  /** Present once the p-value was corrected over a family of comparisons. */
  readonly adjusted?: { readonly method: string; readonly pValue: number };
  /** Standardised effect, where the test has a customary one. */
  readonly effect?: Estimate;
  /** Seed of a randomised method, so that the result can be had again. */
  readonly seed?: number;
}
