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
 * How the uncertainty of a mean score is said, by what the scores are: a net score (−m, 0, m), a share (0, m) or a mean
 * of bounded scores.
 */
export interface ScoreKind<I extends { readonly method: string }, D> {
  readonly comparison: ComparisonKind<D>;
  readonly interval: I;
  limits(sample: ScoreSample, interval: I, confidenceLevel: number): Interval;
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
export const netKind: ScoreKind<NetInterval, NetDifferenceMethod> = {
  comparison: netComparison,
  interval: adjustedWaldInterval,
  limits: (sample, interval, level) => interval(netCounts(sample, interval.method), level),
};

/** Scores 0 and m: Wilson. */
export const shareKind: ScoreKind<ProportionInterval, ShareDifferenceMethod> = {
  comparison: shareComparison,
  interval: wilsonInterval,
  limits(sample, interval, level) {
    const { successes, trials } = shareCounts(sample, interval.method);
    return interval(successes, trials, level);
  },
};

/** Any scores: bounded score. */
export const meanKind: ScoreKind<MeanInterval, MeanDifferenceMethod> = {
  comparison: meanComparison,
  interval: boundedScoreInterval,
  limits: (sample, interval, level) => interval(meanSummary(sample), level),
};

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
