import { type Comparison, cxError, type Scale, scalePoints, type ScaleTally, type Unit } from "@cxkit/core";
import {
  uncheckedMeanDifference,
  uncheckedNetDifference,
  uncheckedProportionDifference,
} from "@cxkit/stats/unchecked";
import { type CountSample, countSample } from "./count-sample.ts";
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
import { type Direction, topPositions } from "./top-box.ts";

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
 * @param options `method` makes interval and test; `alternative: greater` asks whether a is above b
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
  const { unit } = a;
  const [one, other] = [a, b].map(readingOf) as [Reading, Reading];
  if (unit === "points" && !a.scores) requireOne("scale", "0…10 by 1", one.scale);
  for (const what in one) requireOne(what, one[what as keyof Reading], other[what as keyof Reading]);
  const [left, right] = [a, b].map(({ tally }) => countSample("difference", tally, one.scores)) as [
    CountSample,
    CountSample,
  ];
  const kind = kindOf(unit, left);
  const method = (options.method ?? plainMethods[kind]) as DifferenceMethod<unknown>;
  const compare = (level: number) => method(inputOf(left, kind), inputOf(right, kind), level);
  const factor = kind === "mean" ? 1 : left.max;
  return samplesCompared("difference", unit, left, right, factor, compare, options);
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

/** Where each score is −m, 0 or m, points are a net score; where none is below 0, percent are a share. */
function kindOf(
  unit: Unit,
  { scores, min, max }: Pick<ScoreSample, "scores" | "min" | "max">,
): "points" | "percent" | "mean" {
  const even = scores.every((score) => score === max * Math.sign(score));
  return even && unit === (min < 0 ? "points" : "percent") ? unit : "mean";
}

/** The methods of unweighted samples; those of weighted ones, on effective bases, are in `score-kind.ts`. */
const plainMethods = {
  points: uncheckedNetDifference,
  percent: uncheckedProportionDifference,
  mean: uncheckedMeanDifference,
};

/** What methods of a kind take of a sample, and nothing that those of another kind would take. */
function inputOf(sample: CountSample, kind: keyof typeof plainMethods) {
  const { over, n } = sample;
  const favorable = over((score) => score > 0);
  return {
    points: { favorable, neutral: over((score) => !score), unfavorable: over((score) => score < 0) },
    percent: { successes: favorable, trials: n },
    mean: sample,
  }[kind];
}

/** Stops where two results say different things of what a comparison needs to be one; what one does not say may be anything. */
function requireOne(what: string, left: unknown, right: unknown): void {
  const [one, other] = [String(left ?? right), String(right ?? left)];
  if (one !== other) {
    throw cxError("invalid-setup", `difference needs one ${what}, got ${one} and ${other}`);
  }
}

type Reading = ReturnType<typeof readingOf>;

/** What a result says of itself, in the order in which differences are refused. */
function readingOf({ unit, tally, direction, topPoints, version, scores }: ScoredResult) {
  if (tally?.kind !== "scale") {
    throw new TypeError(
      `difference requires scale tallies, got ${tally && (tally as { kind?: string }).kind}`,
    );
  }
  const points = scalePoints(tally.scale);
  return {
    unit,
    direction,
    topPoints,
    version,
    instrument: tally.instrument,
    scale: scaleText(tally.scale),
    // A result that carries its scores and one that does not may still mean different things by a point.
    scores:
      scores ??
      (unit === "points"
        ? points.map((point) => (point > 8 ? 100 : point > 6 ? 0 : -100))
        : unit === "percent"
          ? topPositions("difference", points.length, topPoints, direction).map((best) => (best ? 100 : 0))
          : points),
  };
}
