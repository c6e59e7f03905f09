import {
  adjustedWaldInterval,
  boundedScoreInterval,
  type DifferenceTest,
  type Interval,
  meanDifference as welchMeanDifference,
  type MeanInterval,
  type MeanSummary,
  type NetCounts,
  netDifference,
  type NetInterval,
  type ProportionCounts,
  proportionDifference,
  type ProportionInterval,
  wilsonInterval,
} from "@cxkit/stats";
import { effectiveCount, type ScoreSample } from "./score-sample.ts";

/**
 * How the uncertainty of a mean score is said, by what the scores are: a net score (−m, 0, m), a share (0, m) or a mean
 * of bounded scores. Limits and differences come in units of `factor` scores.
 */
export interface ScoreKind<I extends { readonly method: string }, D> {
  readonly interval: I;
  readonly difference: D;
  factor(sample: ScoreSample): number;
  limits(sample: ScoreSample, interval: I, confidenceLevel: number): Interval;
  compare(left: ScoreSample, right: ScoreSample, difference: D, confidenceLevel: number): DifferenceTest;
}

/** A method for the difference of two independent samples: A minus B, with interval and test. */
export type DifferenceMethod<T> = (left: T, right: T, confidenceLevel: number) => DifferenceTest;
/** A method for the difference of two net scores: `netDifference`, `netDifferenceWelch`… of `@cxkit/stats`. */
export type NetDifferenceMethod = DifferenceMethod<NetCounts>;
/** A method for the difference of two shares: `proportionDifference` of `@cxkit/stats`. */
export type ShareDifferenceMethod = DifferenceMethod<ProportionCounts>;
/** A method for the difference of two means: `meanDifference` of `@cxkit/stats`. */
export type MeanDifferenceMethod = DifferenceMethod<MeanSummary>;

/** Scores −m, 0 and m: adjusted Wald. */
export const netKind: ScoreKind<NetInterval, NetDifferenceMethod> = {
  interval: adjustedWaldInterval,
  difference: netDifference,
  factor: ({ max }) => max,
  limits: (sample, interval, level) => interval(netCounts(sample, interval.method), level),
  compare: (left, right, difference, level) => difference(netCounts(left), netCounts(right), level),
};

/** Scores 0 and m: Wilson. */
export const shareKind: ScoreKind<ProportionInterval, ShareDifferenceMethod> = {
  interval: wilsonInterval,
  difference: proportionDifference,
  factor: ({ max }) => max,
  limits(sample, interval, level) {
    const { successes, trials } = shareCounts(sample, interval.method);
    return interval(successes, trials, level);
  },
  compare: (left, right, difference, level) => difference(shareCounts(left), shareCounts(right), level),
};

/** Any scores: bounded score. */
export const meanKind: ScoreKind<MeanInterval, MeanDifferenceMethod> = {
  interval: boundedScoreInterval,
  difference: welchMeanDifference,
  factor: () => 1,
  limits: (sample, interval, level) => interval(meanSummary(sample), level),
  compare: (left, right, difference, level) => difference(meanSummary(left), meanSummary(right), level),
};

function netCounts(sample: ScoreSample, method = ""): NetCounts {
  return {
    favorable: effectiveCount(sample, method, (score) => score > 0),
    neutral: effectiveCount(sample, method, (score) => score === 0),
    unfavorable: effectiveCount(sample, method, (score) => score < 0),
  };
}

function shareCounts(sample: ScoreSample, method = ""): ProportionCounts {
  return {
    successes: effectiveCount(sample, method, (score) => score > 0),
    trials: effectiveCount(sample, method),
  };
}

function meanSummary({ summary, min, max }: ScoreSample): MeanSummary {
  return { mean: summary.mean ?? min, variance: summary.variance ?? 0, n: summary.effectiveN, min, max };
}
