/** Successes among trials; fractions (effective counts) welcome. */
export interface ProportionCounts {
  /** How many of the trials count, 0 ≤ successes ≤ trials. */
  readonly successes: number;
  /** Base size, above 0. */
  readonly trials: number;
}
