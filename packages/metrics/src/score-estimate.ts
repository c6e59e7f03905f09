import {
  type Comparison,
  type Estimate,
  type EstimateOptions,
  type Scale,
  type ScaleTally,
  type Unit,
} from "@cxkit/core";
import { type DifferenceTest, requireLevel } from "@cxkit/stats";
import type { ComparisonKind, Estimation, ScoreKind } from "./score-kind.ts";
import { estimateOf } from "./estimate-of.ts";
import type { OneSided } from "./one-sided.ts";
import { requireOneInstrument } from "./one-instrument.ts";
import type { KnownSample } from "./count-sample.ts";
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
   * The one side that counts, `greater` or `less`: its p-value, and an interval with a limit on the other side only. Default: both.
   */
  readonly alternative?: OneSided;
  /** A standardised effect to report beside the difference. Default: none. */
  readonly effect?: EffectSize;
}

/** Mean score of a tally with its interval, clipped to what the scores allow and around the value. */
export function scoreEstimate<I extends { readonly method: string }>(
  { name, unit, scale, scores, kind }: EstimateRule<I>,
  tally: ScaleTally,
  options: ScoreEstimateOptions<I> = {},
): Estimate {
  const { interval = kind.interval, confidenceLevel = 0.95 } = options;
  const sample = known(scoreSample(name, tally, scale, scores, options.weighting));
  const { mean, standardError, n, effectiveN, min, max } = sample;
  const limits = () => kind.limits(sample, interval, confidenceLevel);
  const factor = kind.factor(sample);
  return {
    ...estimateOf(
      name,
      unit,
      n,
      mean,
      standardError,
      interval.method,
      confidenceLevel,
      limits,
      max,
      min,
      factor,
    ),
    effectiveN,
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
  checkedLevel(name, options);
  const [a, b] = [left, right].map((tally) =>
    known(scoreSample(name, tally, scale, scores, options.weighting)),
  ) as [KnownSample, KnownSample];
  requireOneInstrument(name, [left, right]);
  const compare = (level: number) => comparison.compare(a, b, method, level);
  const compared = samplesCompared(name, unit, a, b, comparison.factor(a), compare, options);
  const effectiveN = a.effectiveN + b.effectiveN;
  return { ...compared, difference: { ...compared.difference, effectiveN } };
}

/**
 * Two samples compared by a method that takes a level, its limits in units of `factor` scores. For unweighted ones: the effective
 * base of others is put in place afterwards.
 */
export function samplesCompared(
  name: string,
  unit: Unit,
  a: KnownSample,
  b: KnownSample,
  factor: number,
  compare: (confidenceLevel: number) => DifferenceTest,
  { alternative, effect, confidenceLevel = 0.95 }: Omit<CompareOptions<unknown>, "method">,
): Comparison {
  const range = a.max - a.min;
  const value = a.mean - b.mean;
  const comparable = value < Infinity;
  const twoSided = (level: number): Comparison => {
    const { interval, method, standardError: _, ...test } = comparable ? compare(level) : nothing;
    return {
      ...test,
      difference: estimateOf(
        name,
        unit,
        a.n + b.n,
        value,
        Math.hypot(a.standardError, b.standardError),
        method,
        level,
        () => interval!,
        range,
        -range,
        factor,
      ),
      alternative: "two-sided",
    };
  };
  return {
    ...(alternative ? alternative(twoSided, confidenceLevel, name) : twoSided(confidenceLevel)),
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

/** Stops at 95, 1 or 0 in place of 0.95. */
export function checkedLevel(name: string, { confidenceLevel = 0.95 }: EstimateOptions): number {
  requireLevel(name, confidenceLevel);
  return confidenceLevel;
}

/** A sample of which what is not known is NaN. */
function known(sample: ScoreSample): KnownSample {
  return { ...sample, mean: sample.mean ?? NaN, standardError: sample.standardError ?? NaN };
}
