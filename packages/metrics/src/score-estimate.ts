import {
  type Comparison,
  cxError,
  type Estimate,
  type EstimateInterval,
  type EstimateOptions,
  type Scale,
  type ScaleTally,
  type Unit,
} from "@cxkit/core";
import { type DifferenceTest, type Interval, requireLevel } from "@cxkit/stats";
import type { ComparisonKind, Estimation, ScoreKind } from "./score-kind.ts";
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
  return sampleEstimate(
    sample,
    () => kind.limits(sample, interval, confidenceLevel),
    kind.factor(sample),
    unit,
    confidenceLevel,
    interval.method,
  );
}

/** The estimate of a sample; limits come in units of `factor` scores, and none are asked for where there is no score. */
export function sampleEstimate<U extends Unit>(
  { mean: value, standardError, n, effectiveN, min, max }: ScoreSample,
  limits: () => Interval,
  factor: number,
  unit: U,
  confidenceLevel: number,
  method: string,
): Estimate & { readonly unit: U } {
  return {
    value,
    interval: value === null ? null : within(limits(), factor, value, min, max),
    standardError,
    n,
    effectiveN,
    unit,
    confidenceLevel,
    method,
  };
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
  return samplesCompared(name, unit, [left, right], [a, b], comparison.factor(a), compare, options);
}

/** Two samples compared by a method that takes a level, its limits in units of `factor` scores. */
export function samplesCompared(
  name: string,
  unit: Unit,
  [{ instrument: one }, { instrument: other }]: readonly [ScaleTally, ScaleTally],
  [a, b]: readonly [ScoreSample, ScoreSample],
  factor: number,
  compare: (confidenceLevel: number) => DifferenceTest,
  options: Omit<CompareOptions<unknown>, "method">,
): Comparison {
  const { alternative = "two-sided", effect } = options;
  const confidenceLevel = checkedLevel(name, options);
  if (!["two-sided", "greater", "less"].includes(alternative)) {
    throw new RangeError(`${name} requires alternative two-sided, greater or less, got ${alternative}`);
  }
  if (one && other && one !== other) {
    throw cxError("invalid-setup", `${name} compares answers to one instrument, got ${one} and ${other}`);
  }
  const comparable = a.mean !== null && b.mean !== null;
  const test = comparable ? compare(twoSidedLevel(name, alternative, confidenceLevel)) : nothing;
  const { method, statistic, degreesOfFreedom } = test;
  const value = comparable ? a.mean - b.mean : null;
  const range = a.max - a.min;
  return {
    difference: {
      value,
      interval:
        value === null ? null : openTo(alternative, within(test.interval, factor, value, -range, range)),
      standardError:
        a.standardError === null || b.standardError === null
          ? null
          : Math.hypot(a.standardError, b.standardError),
      n: a.n + b.n,
      effectiveN: a.effectiveN + b.effectiveN,
      unit,
      confidenceLevel,
      method,
    },
    test: testName(method, test.test),
    alternative,
    statistic,
    ...(degreesOfFreedom && { degreesOfFreedom }),
    pValue: comparable ? pValueOf(alternative, statistic, test.pValue) : 1,
    ...(comparable && effect && { effect: effect(a, b, confidenceLevel) }),
  };
}

/** The test of a comparison in which one side is empty. */
export const nothing = {
  method: "none",
  test: "none",
  statistic: 0,
  pValue: 1,
  interval: { low: 0, high: 0 },
  degreesOfFreedom: undefined,
} as const;

/** Stops at 95, 1 or 0 in place of 0.95. */
export function checkedLevel(name: string, { confidenceLevel = 0.95 }: EstimateOptions): number {
  requireLevel(name, confidenceLevel);
  return confidenceLevel;
}

/** The level of the two-sided interval whose one limit is the one-sided limit: 0.9 for 0.95. */
export function twoSidedLevel(
  name: string,
  alternative: Comparison["alternative"],
  confidenceLevel: number,
): number {
  if (alternative === "two-sided") return confidenceLevel;
  if (confidenceLevel <= 0.5) {
    throw new RangeError(`${name} requires confidenceLevel > 0.5 on one side, got ${confidenceLevel}`);
  }
  return 2 * confidenceLevel - 1;
}

/** The interval with its limit on the side of the alternative left out. */
export function openTo(
  alternative: Comparison["alternative"],
  { low, high }: EstimateInterval,
): EstimateInterval {
  return { low: alternative === "less" ? null : low, high: alternative === "greater" ? null : high };
}

/** The p-value of an alternative from the two-sided one of a symmetric statistic. */
export function pValueOf(
  alternative: Comparison["alternative"],
  statistic: number,
  twoSided: number,
): number {
  if (alternative === "two-sided") return twoSided;
  return (alternative === "greater") === statistic > 0 ? twoSided / 2 : 1 - twoSided / 2;
}

/** Limits in scores, clipped to what is possible and around the value. */
export function within(
  { low, high }: Interval,
  factor: number,
  value: number,
  min: number,
  max: number,
): Interval {
  return {
    low: Math.min(value, Math.max(min, factor * low)),
    high: Math.max(value, Math.min(max, factor * high)),
  };
}

/** `adjusted-wald-z`, `pooled-z`, `welch-t`. */
export function testName(method: string, test: string): string {
  const name = test.toLowerCase().replaceAll(" ", "-");
  return name.length > 1 ? name : `${method}-${name}`;
}
