/** What is believed of a quantity after the data: a distribution on low…high, with both tails. */
export interface Posterior {
  readonly mean: number;
  readonly variance: number;
  readonly standardDeviation: number;
  /** Lowest and highest value that the quantity can have. */
  readonly low: number;
  readonly high: number;
  /** Probability that the quantity is x or less. */
  cdf(x: number): number;
  /** Probability that the quantity exceeds x, with digits of its own where it is small. */
  survival(x: number): number;
  /** The value that a share p of the belief lies below, 0 < p < 1. */
  quantile(p: number): number;
  /** The value that a share q lies above, 0 < q < 1. */
  upperQuantile(q: number): number;
  /** Logarithm of the density; ±Infinity at an end where the density is infinite or 0. */
  logDensity(x: number): number;
}
