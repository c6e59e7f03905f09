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

/** How two samples of scores are compared. Limits and differences come in units of `factor` scores. */
export interface ComparisonKind<D> {
  readonly difference: D;
  factor(sample: ScoreSample): number;
  compare(left: ScoreSample, right: ScoreSample, difference: D, confidenceLevel: number): DifferenceTest;
}

/**
 * How the interval of a mean score is made, by what the scores are: a net score (−m, 0, m), a share (0, m) or a mean of
 * bounded scores. Limits come in units of `factor` scores.
 */
export interface Estimation<I extends { readonly method: string }> {
  readonly interval: I;
  factor(sample: ScoreSample): number;
  limits(sample: ScoreSample, interval: I, confidenceLevel: number): Interval;
}

/** How the uncertainty of a mean score is said, and two are compared. Functions that do not compare take an {@link Estimation}. */
export interface ScoreKind<I extends { readonly method: string }, D> extends Estimation<I> {
  readonly comparison: ComparisonKind<D>;
}

/** A method for the difference of two independent samples: A minus B, with interval and test. */
export type DifferenceMethod<T> = (left: T, right: T, confidenceLevel: number) => DifferenceTest;
/** A method for the difference of two net scores: `netDifference`, `netDifferenceWelch`… of `@cxkit/stats`. */
export type NetDifferenceMethod = DifferenceMethod<NetCounts>;
/** A method for the difference of two shares: `proportionDifference` of `@cxkit/stats`. */
export type ShareDifferenceMethod = DifferenceMethod<ProportionCounts>;
/** A method for the difference of two means: `meanDifference` of `@cxkit/stats`. */
export type MeanDifferenceMethod = DifferenceMethod<MeanSummary>;

/** Scores −m, 0 and m: adjusted Wald with the pseudo-responses shared. */
export const netComparison = /* @__PURE__ */ comparisonOf(netDifference, netCounts, ({ max }) => max);
/** Scores 0 and m: Newcombe and the pooled z. */
export const shareComparison = /* @__PURE__ */ comparisonOf(
  proportionDifference,
  shareCounts,
  ({ max }) => max,
);
/** Any scores: Welch. */
export const meanComparison = /* @__PURE__ */ comparisonOf(welchMeanDifference, meanSummary, () => 1);

/** Scores −m, 0 and m: adjusted Wald. */
export const netEstimation: Estimation<NetInterval> = {
  interval: adjustedWaldInterval,
  factor: ({ max }) => max,
  limits: (sample, interval, level) => interval(netCounts(sample, interval.method), level),
};

/** Scores 0 and m: Wilson. */
export const shareEstimation: Estimation<ProportionInterval> = {
  interval: wilsonInterval,
  factor: ({ max }) => max,
  limits(sample, interval, level) {
    const { successes, trials } = shareCounts(sample, interval.method);
    return interval(successes, trials, level);
  },
};

/** Any scores: bounded score. */
export const meanEstimation: Estimation<MeanInterval> = {
  interval: boundedScoreInterval,
  factor: () => 1,
  limits: (sample, interval, level) => interval(meanSummary(sample), level),
};

/** The same three, to be compared as well. */
export const netKind = /* @__PURE__ */ comparable(netEstimation, netComparison);
export const shareKind = /* @__PURE__ */ comparable(shareEstimation, shareComparison);
export const meanKind = /* @__PURE__ */ comparable(meanEstimation, meanComparison);

/** Answers of a sample with scores −m, 0 and m by class, at the base that a method needs. */
export function netCounts(sample: ScoreSample, method = ""): NetCounts {
  const count = (sign: number): number =>
    effectiveCount(sample, method, (score) => Math.sign(score) === sign);
  return { favorable: count(1), neutral: count(0), unfavorable: count(-1) };
}

/** Answers of a sample with scores 0 and m that count and that are there, at the base that a method needs. */
export function shareCounts(sample: ScoreSample, method = ""): ProportionCounts {
  return {
    successes: effectiveCount(sample, method, (score) => score > 0),
    trials: effectiveCount(sample, method),
  };
}

/** Mean and variance of a sample of scores at its effective base. */
export function meanSummary({ mean, variance, effectiveN, min, max }: ScoreSample): MeanSummary {
  return { mean: mean ?? min, variance: variance ?? 0, n: effectiveN, min, max };
}

function comparable<I extends { readonly method: string }, D>(
  estimation: Estimation<I>,
  comparison: ComparisonKind<D>,
): ScoreKind<I, D> {
  return { ...estimation, comparison };
}

function comparisonOf<T>(
  difference: DifferenceMethod<T>,
  of: (sample: ScoreSample) => T,
  factor: (sample: ScoreSample) => number,
): ComparisonKind<DifferenceMethod<T>> {
  return {
    difference,
    factor,
    compare: (left, right, method, level) => method(of(left), of(right), level),
  };
}
