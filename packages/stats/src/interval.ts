/** Confidence limits, in the unit of the function that returns them. Both are finite, `low ≤ high`. */
export interface Interval {
  /** Lower limit. */
  readonly low: number;
  /** Upper limit. */
  readonly high: number;
}
