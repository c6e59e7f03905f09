import { type Scale, scalePoints } from "@cxkit/core";
import type { MeanInterval } from "@cxkit/stats";
import { completeScale, type CountedRatings, type RatingScale } from "./count-ratings.ts";
import { countedRatings, type Ratings } from "./counted-ratings.ts";
import type { InvalidPolicy } from "./nps.ts";
import { type MeanDifferenceMethod, meanEstimation, meanKind } from "./score-kind.ts";
import type { ScoreRule } from "./score-estimate.ts";
import { estimateIn, type EstimateIn, type RuleIn } from "./score-result.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import { type Direction, topBoxRule } from "./top-box.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/** How a rating is to be read. */
export interface RatingMeanOptions {
  /** Default 1–5. */
  readonly scale?: RatingScale;
  /** How many of the best points are in `topBox`. Default 2. */
  readonly topPoints?: number;
  /** Which end is good. Default `higher-is-better`. */
  readonly direction?: Direction;
  /** Default: bounded score. */
  readonly interval?: MeanInterval;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** What to do with something that is no point of the scale. Default: stop. */
  readonly invalid?: InvalidPolicy;
}

/** A mean rating with the answers behind it. */
export interface RatingMeanResult extends EstimateIn<"scale-point">, CountedRatings {
  readonly direction: Direction;
  /** Share of the best scale points in percent, with Wilson's interval: show it beside the mean. */
  readonly topBox: EstimateIn<"percent">;
}

/**
 * Mean of ratings on a bounded scale, with the share of the best points beside it.
 *
 * **Unit**: scale points. **Base**: points of the scale; `null` and `undefined` are item nonresponse and left out; anything
 * else stops. **Interval**: bounded score, which keeps its coverage where most answers sit at one end; pass
 * `meanTInterval` for the spreadsheet's. **Assumes** independent answers, and that the distances between points are equal.
 *
 * @param ratings any array or typed array, in any order, or counts as a tally
 * @returns `value` and `interval` are `null` without answers, `standardError` below two
 * @throws {RangeError} at the first value that is no point of the scale, naming its index
 * @throws {RangeError} when no point or every point would be in the top box
 * @example ratingMean([5, 4, 4, 3, 5, 2, 5, 1, 4, 5]).value // => 3.8
 * @example ratingMean([5, 4, 4, 3, 5, 2, 5, 1, 4, 5]).topBox.value // => 70
 */
export function ratingMean(ratings: Ratings, options: RatingMeanOptions = {}): RatingMeanResult {
  const { topPoints = 2, direction = "higher-is-better", confidenceLevel = 0.95 } = options;
  const scale = completeScale(options.scale ?? { min: 1, max: 5 });
  const topBox = topBoxRule("ratingMean", scale, topPoints, direction);
  const counted = countedRatings("ratingMean", ratings, scale, options.invalid);
  return {
    ...estimateIn(pointRule("ratingMean", scale), counted.tally, options),
    ...counted,
    direction,
    topBox: estimateIn(topBox, counted.tally, { confidenceLevel }),
  };
}

/** What a foldable mean takes. */
export type MeanMetricOptions = ScaleMetricOptions & Pick<RatingMeanOptions, "scale" | "direction">;

/**
 * Mean rating as a foldable metric: the numbers of {@link ratingMean} over tallies, weighted ones included.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale
 * @example meanMetric({ item: "cleanliness", scale: { min: 1, max: 3 } }).scores // => [1, 2, 3]
 */
export function meanMetric(options: MeanMetricOptions): ScaleMetric<MeanInterval, MeanDifferenceMethod> {
  const { scale = { min: 1, max: 5 }, direction = "higher-is-better" } = options;
  const defaults = {
    id: "rating-mean",
    title: "Mean rating",
    better: direction === "higher-is-better" ? "higher" : "lower",
    direction,
  } as const;
  return scaleMetric(options, defaults, meanRule(defaults.id, completeScale(scale)));
}

/** Every point scores itself: the mean score is the mean rating. */
export function meanRule(name: string, scale: Scale): ScoreRule<MeanInterval, MeanDifferenceMethod> {
  return { ...pointRule(name, scale), kind: meanKind };
}

/** The same where nothing is compared. */
export function pointRule(name: string, scale: Scale): RuleIn<"scale-point", MeanInterval> {
  return {
    name,
    unit: "scale-point",
    scale,
    scores: inTheNameOf(name, () => scalePoints(scale)),
    kind: meanEstimation,
  };
}
