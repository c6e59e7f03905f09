/**
 * How an estimate would vary from sample to sample: known exactly ({@link latticeDistribution}) or by replicates
 * ({@link replicateDistribution}). Intervals are made from it, by functions such as {@link percentileInterval}.
 */
export interface SamplingDistribution {
  /** The estimate itself, from the sample. */
  readonly observed: number;
  /** Mean of the distribution; minus `observed` it is the bootstrap's estimate of bias. */
  readonly mean: number;
  /** Standard deviation of the distribution: the bootstrap's standard error. */
  readonly standardDeviation: number;
  /**
   * Rate at which the standard error changes with the true value, on the normal scale (Efron's a). `undefined` where
   * nobody has told it: {@link bcaInterval} refuses then.
   */
  readonly acceleration: number | undefined;
  /** Median bias on the normal scale (Efron's z₀); without it, {@link bcaInterval} takes it from the ranks, ties halved. */
  readonly biasCorrection?: number;
  /** Probability of x or less. */
  cdf(x: number): number;
  /** Probability of more than x, summed from the upper end. */
  survival(x: number): number;
  /** Probability of less than x and half of that of x itself. */
  midRank(x: number): number;
  /** The value that a share p lies below, 0 < p < 1. */
  quantile(p: number): number;
  /** The value that a share q lies above, 0 < q < 1; for a small q more exact than `quantile(1 - q)`. */
  upperQuantile(q: number): number;
}

/** A way to make an interval of a sampling distribution; `method` is what an estimate prints about it. */
export type BootstrapIntervalMethod = ((
  distribution: SamplingDistribution,
  confidenceLevel?: number,
) => { readonly low: number; readonly high: number }) & { readonly method: string };

/** A sample of scores counted: how many answers have each score. */
export interface ScoreCounts {
  /** Scores, all different, in any order: scale points, or −1, 0, 1 for a net score. */
  readonly scores: readonly number[];
  /** Answers with each score, ≥ 0, not all 0. */
  readonly counts: readonly number[];
}
