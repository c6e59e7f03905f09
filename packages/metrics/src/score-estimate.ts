import type {
  Comparison,
  Estimate,
  EstimateInterval,
  EstimateOptions,
  Scale,
  ScaleTally,
  Unit,
} from "@cxkit/core";
import type { Interval } from "@cxkit/stats";
import type { ScoreKind } from "./score-kind.ts";
import { type ScoreSample, scoreSample } from "./score-sample.ts";

/** A score per scale point and how to say the uncertainty of its mean: everything an estimate needs besides a tally. */
export interface ScoreRule<I extends { readonly method: string }, D> {
  /** The function or metric that errors name. */
  readonly name: string;
  readonly unit: Unit;
  readonly scale: Scale;
  /** One per scale point, ascending by point. */
  readonly scores: readonly number[];
  readonly kind: ScoreKind<I, D>;
}

/** Options of an estimate from a tally; `interval` is a function, so that only what is used is bundled. */
export interface ScoreEstimateOptions<I> extends EstimateOptions {
  readonly interval?: I;
}

/** Options of a comparison of two tallies. */
export interface CompareOptions<D> extends EstimateOptions {
  /** How interval and test are made. */
  readonly method?: D;
}

/** Mean score of a tally with its interval, clipped to what the scores allow and around the value. */
export function scoreEstimate<I extends { readonly method: string }, D>(
  rule: ScoreRule<I, D>,
  tally: ScaleTally,
  options: ScoreEstimateOptions<I> = {},
): Estimate {
  const { kind, unit } = rule;
  const { interval = kind.interval, weighting } = options;
  const confidenceLevel = checkedLevel(rule, options);
  const sample = scoreSample(rule.name, tally, rule.scale, rule.scores, weighting);
  const { mean: value, standardError, n, effectiveN } = sample.summary;
  return {
    value,
    interval:
      value === null
        ? null
        : within(
            kind.limits(sample, interval, confidenceLevel),
            kind.factor(sample),
            value,
            sample.min,
            sample.max,
          ),
    standardError,
    n,
    effectiveN,
    unit,
    confidenceLevel,
    method: interval.method,
  };
}

/**
 * Difference of the mean scores of two independent tallies, left minus right. Where one is empty, nothing is compared: the
 * difference is `null`, the test `none` and its p-value 1.
 */
export function scoreComparison<I extends { readonly method: string }, D>(
  rule: ScoreRule<I, D>,
  left: ScaleTally,
  right: ScaleTally,
  options: CompareOptions<D> = {},
): Comparison {
  const { kind, unit } = rule;
  const confidenceLevel = checkedLevel(rule, options);
  const [a, b] = [left, right].map((tally) =>
    scoreSample(rule.name, tally, rule.scale, rule.scores, options.weighting),
  ) as [ScoreSample, ScoreSample];
  const size = {
    n: a.summary.n + b.summary.n,
    effectiveN: a.summary.effectiveN + b.summary.effectiveN,
    unit,
    confidenceLevel,
  };
  if (a.summary.mean === null || b.summary.mean === null) {
    const difference = { value: null, interval: null, standardError: null, ...size, method: "none" };
    return { difference, test: "none", alternative: "two-sided", statistic: 0, pValue: 1 };
  }
  const test = kind.compare(a, b, options.method ?? kind.difference, confidenceLevel);
  const value = a.summary.mean - b.summary.mean;
  const range = a.max - a.min;
  const errors = [a.summary.standardError, b.summary.standardError] as const;
  return {
    difference: {
      value,
      interval: within(test.interval, kind.factor(a), value, -range, range),
      standardError: errors[0] === null || errors[1] === null ? null : Math.hypot(errors[0], errors[1]),
      ...size,
      method: test.method,
    },
    test: testName(test.method, test.test),
    alternative: "two-sided",
    statistic: test.statistic,
    ...(test.degreesOfFreedom !== undefined && { degreesOfFreedom: test.degreesOfFreedom }),
    pValue: test.pValue,
  };
}

function checkedLevel(rule: { readonly name: string }, { confidenceLevel = 0.95 }: EstimateOptions): number {
  if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
    throw new RangeError(`${rule.name} requires 0 < confidenceLevel < 1, got ${confidenceLevel}`);
  }
  return confidenceLevel;
}

function within(
  { low, high }: Interval,
  factor: number,
  value: number,
  min: number,
  max: number,
): EstimateInterval {
  return {
    low: Math.min(value, Math.max(min, factor * low)),
    high: Math.max(value, Math.min(max, factor * high)),
  };
}

/** `adjusted-wald-z`, `pooled-z`, `welch-t`. */
function testName(method: string, test: string): string {
  const name = test.toLowerCase().replaceAll(" ", "-");
  return name.length > 1 ? name : `${method}-${name}`;
}
