import { type Comparison, cxError, type Scale, scalePoints, type ScaleTally, type Unit } from "@cxkit/core";
import {
  uncheckedMeanDifference,
  uncheckedNetDifference,
  uncheckedProportionDifference,
} from "@cxkit/stats/unchecked";
import { countSample, plainSummary } from "./count-sample.ts";
import {
  type ComparisonKind,
  type DifferenceMethod,
  type MeanDifferenceMethod,
  meanComparison,
  netComparison,
  type NetDifferenceMethod,
  shareComparison,
  type ShareDifferenceMethod,
} from "./score-kind.ts";
import { type CompareOptions, samplesCompared, type ScoredScale } from "./score-estimate.ts";
import { scaleText } from "./count-ratings.ts";
import type { ScoreSample } from "./score-sample.ts";
import { type Direction, topCount, topPositions } from "./top-box.ts";

/** A result of a scale metric with the tally of its answers: of `nps`, `csat`, `ces`, `ratingMean` and their like. */
export interface ScoredResult<U extends Unit = Unit> {
  readonly unit: U;
  readonly tally: ScaleTally;
  /**
   * The score of each scale point, ascending by point. Needed where the unit does not say: points are else those of an NPS,
   * percent the share of the `topPoints` best points, everything else the scale points themselves.
   */
  readonly scores?: readonly number[];
  readonly topPoints?: number;
  readonly direction?: Direction;
  /** Version of the question, where it has several: `1.0` and `2.0` of customer effort are two scores. */
  readonly version?: string;
}

/** What a comparison needs to know of a metric: any scale metric will do. */
export interface ScoredMetric {
  readonly id: string;
  readonly unit: Unit;
  readonly scale: Scale;
  readonly scores: readonly number[];
}

/** A unit in which means are given, not shares or net shares. */
export type MeanUnit = Exclude<Unit, "points" | "percent">;

/**
 * Difference of two scores of independent samples, a minus b, with interval and test. Takes the results themselves: their
 * tallies say how many answered what, their unit how they are compared.
 *
 * **Unit**: that of the results. **Interval** and test by unit:
 *
 * - points (NPS and other net scores): adjusted Wald with the three pseudo-responses shared between the groups, and its z;
 * - percent (shares): Newcombe's interval without continuity correction, and the pooled z;
 * - scale points and other means: Welch's t.
 *
 * **Assumes** that nobody answered in both samples; else see `pairedDifference` and `overlappingDifference`.
 *
 * @param a a result with its tally
 * @param b the same of the other group, of the same metric
 * @param options `method` makes interval and test; `alternative: "greater"` asks whether a is above b
 * @returns where one group is empty a difference of `null`, the test `none` and a p-value of 1
 * @throws {TypeError} when a result has no tally of a scale
 * @throws {RangeError} when its tally is weighted, or the level not strictly between 0 and 1
 * @throws {CxError} `invalid-setup` when units, scales, directions, instruments, top boxes or scores differ
 * @example
 * import { difference, nps } from "@cxkit/metrics";
 * difference(nps([10, 9, 9, 8]), nps([10, 8, 6, 3])).difference.value // => 100
 */
export function difference(
  a: ScoredResult<"points">,
  b: ScoredResult<"points">,
  options?: CompareOptions<NetDifferenceMethod>,
): Comparison;
export function difference(
  a: ScoredResult<"percent">,
  b: ScoredResult<"percent">,
  options?: CompareOptions<ShareDifferenceMethod>,
): Comparison;
export function difference<U extends MeanUnit>(
  a: ScoredResult<U>,
  b: ScoredResult<NoInfer<U>>,
  options?: CompareOptions<MeanDifferenceMethod>,
): Comparison;
export function difference(
  a: ScoredResult,
  b: ScoredResult,
  options: CompareOptions<unknown> = {},
): Comparison {
  const [left, right] = [a, b].map(tallyIn) as [ScaleTally, ScaleTally];
  for (const key of ["unit", "direction", "topPoints", "version"] as const) requireOne(key, a[key], b[key]);
  requireOne("instrument", left.instrument, right.instrument);
  const scale = a.unit === "points" && !a.scores ? npsScale : left.scale;
  const scores = scoresOf(a, scale);
  for (const tally of [left, right]) requireOne("scale", scaleText(scale), scaleText(tally.scale));
  // A result that carries its scores and one that does not may still mean different things by a point.
  requireOne("scores", scores, scoresOf(b, scale));
  const [one, other] = [left, right].map((tally) => countSample("difference", tally, scores)) as [
    ScoreSample,
    ScoreSample,
  ];
  const kind = kindOf(a.unit, one);
  const { method, of } = plainMethods[kind];
  const compare = (level: number) =>
    ((options.method ?? method) as DifferenceMethod<unknown>)(of(one), of(other), level);
  const factor = kind === "mean" ? 1 : one.max;
  return samplesCompared("difference", a.unit, [one, other], factor, compare, options);
}

/** How scores of that shape and unit are compared: as a net score (−m, 0, m), a share (0, m) or a mean. */
export function comparisonOf({
  unit,
  scores,
}: Pick<ScoredScale, "unit" | "scores">): ComparisonKind<unknown> {
  return { points: netComparison, percent: shareComparison, mean: meanComparison }[
    kindOf(unit, { scores, min: Math.min(...scores), max: Math.max(...scores) })
  ];
}

function kindOf(
  unit: Unit,
  { scores, min, max }: Pick<ScoreSample, "scores" | "min" | "max">,
): "points" | "percent" | "mean" {
  const flat = max > 0 && scores.every((score) => !score || score === min || score === max);
  return flat && ((unit === "points" && min === -max) || (unit === "percent" && !min)) ? unit : "mean";
}

/** The methods of unweighted samples; those of weighted ones, on effective bases, are in `score-kind.ts`. */
const plainMethods = {
  points: {
    method: uncheckedNetDifference,
    of: (sample: ScoreSample) => ({
      favorable: countOf(sample, 1),
      neutral: countOf(sample, 0),
      unfavorable: countOf(sample, -1),
    }),
  },
  percent: {
    method: uncheckedProportionDifference,
    of: (sample: ScoreSample) => ({ successes: countOf(sample, 1), trials: sample.n }),
  },
  mean: { method: uncheckedMeanDifference, of: plainSummary },
};

/** Answers whose score has that sign. */
function countOf({ scores, weights }: ScoreSample, sign: number): number {
  return topCount(
    weights,
    scores.map((score) => Math.sign(score) === sign),
  );
}

/** Stops where two results say different things of what a comparison needs to be one; what one does not say may be anything. */
function requireOne(what: string, left: unknown, right: unknown): void {
  const [one, other] = [String(left ?? right), String(right ?? left)];
  if (one !== other) {
    throw cxError("invalid-setup", `difference needs one ${what}, got ${one} and ${other}`);
  }
}

function tallyIn({ tally }: Partial<ScoredResult> = {}): ScaleTally {
  if (tally?.kind !== "scale") {
    throw new TypeError(
      `difference requires results with a scale tally, got ${tally && (tally as { kind?: string }).kind}`,
    );
  }
  return tally;
}

function scoresOf({ unit, topPoints, direction, scores }: ScoredResult, scale: Scale): readonly number[] {
  const points = scalePoints(scale);
  if (scores) return scores;
  if (unit === "points") return points.map((point) => (point > 8 ? 100 : point > 6 ? 0 : -100));
  if (unit !== "percent") return points;
  return topPositions("difference", points.length, topPoints, direction).map((best) => (best ? 100 : 0));
}

const npsScale = { min: 0, max: 10, step: 1 };
