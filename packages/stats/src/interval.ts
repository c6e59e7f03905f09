/** Confidence limits, in the unit of the function that returns them. Both are finite, `low ≤ high`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
