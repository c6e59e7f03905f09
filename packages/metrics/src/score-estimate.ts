import {
  type Comparison,
  type Estimate,
  type EstimateInterval,
  type EstimateOptions,
  type Scale,
  type ScaleTally,
  type Unit,
} from "@cxkit/core";
import { type DifferenceTest, requireLevel } from "@cxkit/stats";
import type { ComparisonKind, Estimation, ScoreKind } from "./score-kind.ts";
import { estimateOf, within } from "./estimate-of.ts";
import { requireOneInstrument } from "./one-instrument.ts";
import { type ScoreSample, scoreSample } from "./score-sample.ts";

/** A score per scale point: what two tallies are compared by. */
export interface ScoredScale {
  /** The function or metric that errors name. */
  readonly name: string;
  readonly unit: Unit;
  readonly scale: Scale;
  /** One per scale point, ascending by point. */
  readonly scores: readonly number[];
}

/** A score per scale point and how to say the uncertainty of its mean: everything an estimate needs besides a tally. */
export interface EstimateRule<I extends { readonly method: string }> extends ScoredScale {
  readonly kind: Estimation<I>;
}

/** The same with what a comparison needs. */
export interface ScoreRule<I extends { readonly method: string }, D> extends EstimateRule<I> {
  readonly kind: ScoreKind<I, D>;
}

/** Options of an estimate from a tally; `interval` is a function, so that only what is used is bundled. */
export interface ScoreEstimateOptions<I> extends EstimateOptions {
  readonly interval?: I;
}

/** A standardised effect of two samples of scores, left against right: `cohensHEffect`, `hedgesGEffect`, `cliffsDeltaEffect`. */
export type EffectSize = (left: ScoreSample, right: ScoreSample, confidenceLevel: number) => Estimate;

/** Options of a comparison of two tallies. */
export interface CompareOptions<D> extends EstimateOptions {
  /** How interval and test are made. */
  readonly method?: D;
  /**
   * Which departures from "no difference" count. One-sided: the p-value of that side, and an interval with a limit on the
   * other side only. Default `two-sided`.
   */
  readonly alternative?: Comparison["alternative"];
  /** A standardised effect to report beside the difference. Default: none. */
  readonly effect?: EffectSize;
}

/** Mean score of a tally with its interval, clipped to what the scores allow and around the value. */
export function scoreEstimate<I extends { readonly method: string }>(
  { name, unit, scale, scores, kind }: EstimateRule<I>,
  tally: ScaleTally,
  options: ScoreEstimateOptions<I> = {},
): Estimate {
  const { interval = kind.interval } = options;
  const confidenceLevel = checkedLevel(name, options);
  const sample = scoreSample(name, tally, scale, scores, options.weighting);
  const { mean, standardError, n, effectiveN, min, max } = sample;
  const limits = () => kind.limits(sample, interval, confidenceLevel);
  return estimateOf(
    mean,
    mean === null ? null : within(limits(), kind.factor(sample), mean, min, max),
    standardError,
    n,
    unit,
    confidenceLevel,
    interval.method,
    effectiveN,
  );
}

/**
 * Difference of the mean scores of two independent tallies, left minus right. Where one is empty, nothing is compared: the
 * difference is `null`, the test `none` and its p-value 1.
 *
 * @throws {CxError} `invalid-setup` when the tallies are of two scales or two instruments
 */
export function scoreComparison<D>(
  { name, unit, scale, scores }: ScoredScale,
  comparison: ComparisonKind<D>,
  left: ScaleTally,
  right: ScaleTally,
  options: CompareOptions<D> = {},
): Comparison {
  const { method = comparison.difference } = options;
  const [a, b] = [left, right].map((tally) => scoreSample(name, tally, scale, scores, options.weighting)) as [
    ScoreSample,
    ScoreSample,
  ];
  const compare = (level: number) => comparison.compare(a, b, method, level);
  requireOneInstrument(name, [left, right]);
  return samplesCompared(name, unit, [a, b], comparison.factor(a), compare, options);
}

/** Two samples compared by a method that takes a level, its limits in units of `factor` scores. */
export function samplesCompared(
  name: string,
  unit: Unit,
  [a, b]: readonly [ScoreSample, ScoreSample],
  factor: number,
  compare: (confidenceLevel: number) => DifferenceTest,
  options: Omit<CompareOptions<unknown>, "method">,
): Comparison {
  const { alternative = "two-sided", effect } = options;
  const confidenceLevel = checkedLevel(name, options);
  const side = sideOf(name, alternative);
  const comparable = a.mean !== null && b.mean !== null;
  const test = comparable ? compare(twoSidedLevel(name, side, confidenceLevel)) : nothing;
  const { method, statistic, degreesOfFreedom } = test;
  const value = comparable ? a.mean - b.mean : null;
  const range = a.max - a.min;
  return {
    difference: estimateOf(
      value,
      value === null ? null : openTo(side, within(test.interval!, factor, value, -range, range)),
      a.standardError === null || b.standardError === null
        ? null
        : Math.hypot(a.standardError, b.standardError),
      a.n + b.n,
      unit,
      confidenceLevel,
      method,
      a.effectiveN + b.effectiveN,
    ),
    test: test.test,
    alternative,
    statistic,
    ...(degreesOfFreedom && { degreesOfFreedom }),
    pValue: comparable ? pValueOf(side, statistic, test.pValue) : 1,
    ...(comparable && effect && { effect: effect(a, b, confidenceLevel) }),
  };
}

/** The test of a comparison in which one side is empty. */
export const nothing: Partial<DifferenceTest> &
  Pick<DifferenceTest, "method" | "test" | "statistic" | "pValue"> = {
  method: "none",
  test: "none",
  statistic: 0,
  pValue: 1,
};

/** The side of an alternative: 1 for greater, −1 for less, 0 for both. */
export function sideOf(name: string, alternative: Comparison["alternative"]): number {
  const sides = ["less", "two-sided", "greater"];
  const side = sides.indexOf(alternative) - 1;
  if (side < -1) {
    throw new RangeError(`${name} requires alternative ${sides.join(" or ")}, got ${alternative}`);
  }
  return side;
}

/** Stops at 95, 1 or 0 in place of 0.95. */
export function checkedLevel(name: string, { confidenceLevel = 0.95 }: EstimateOptions): number {
  requireLevel(name, confidenceLevel);
  return confidenceLevel;
}

/** The level of the two-sided interval whose one limit is the one-sided limit: 0.9 for 0.95. */
export function twoSidedLevel(name: string, side: number, confidenceLevel: number): number {
  if (side && confidenceLevel <= 0.5) {
    throw new RangeError(`${name} requires confidenceLevel > 0.5 on one side, got ${confidenceLevel}`);
  }
  return side ? 2 * confidenceLevel - 1 : confidenceLevel;
}

/** The interval with its limit on the side of the alternative left out. */
export function openTo(side: number, { low, high }: EstimateInterval): EstimateInterval {
  return { low: side < 0 ? null : low, high: side > 0 ? null : high };
}

/** The p-value on one side from the two-sided one of a symmetric statistic. */
export function pValueOf(side: number, statistic: number, twoSided: number): number {
  if (!side) return twoSided;
  return side * statistic > 0 ? twoSided / 2 : 1 - twoSided / 2;
}
