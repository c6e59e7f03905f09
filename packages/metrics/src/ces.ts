import { type Estimate, type Scale, scaleSize } from "@cxkit/core";
import type { MeanInterval } from "@cxkit/stats";
import { completeScale, type CountedRatings, countRatings, type RatingScale } from "./count-ratings.ts";
import type { InvalidPolicy } from "./nps.ts";
import { meanRule } from "./rating-mean.ts";
import type { MeanDifferenceMethod } from "./score-kind.ts";
import { scoreEstimate } from "./score-estimate.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import { type Direction, topBoxRule } from "./top-box.ts";

/** How an effort rating is to be read. */
export interface CesOptions {
  /** Default 1–7. */
  readonly scale?: RatingScale;
  /**
   * Which end is good. "The company made it easy", agreed to on 1–7 (CES 2.0), is `higher-is-better`, the default; "how
   * much effort did you have to put in" is `lower-is-better`. The two are never one series.
   */
  readonly direction?: Direction;
  /** How many points on the easy side count as easy. Default: those beyond the middle, 3 of 7 and 2 of 5. */
  readonly easyPoints?: number;
  /** Default: bounded score. */
  readonly interval?: MeanInterval;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** What to do with something that is no point of the scale. Default: stop. */
  readonly invalid?: InvalidPolicy;
}

/** A customer effort score with the answers behind it. */
export interface CesResult extends Estimate, CountedRatings {
  readonly unit: "scale-point";
  readonly direction: Direction;
  /** Share of answers on the easy side of the scale in percent, with Wilson's interval. */
  readonly easy: Estimate;
}

/**
 * Customer effort score: mean of answers to "the company made it easy to handle my issue", with the share of easy ones
 * beside it.
 *
 * **Unit**: scale points. **Base**: points of the scale; `null` and `undefined` are item nonresponse and left out; anything
 * else stops. **Interval**: bounded score for the mean, Wilson for the share. **Assumes** independent answers.
 *
 * @param ratings any array or typed array, in any order
 * @returns `value` and `interval` are `null` without answers, `standardError` below two
 * @throws {RangeError} at the first value that is no point of the scale, naming its index
 * @throws {RangeError} when no point or every point would count as easy
 * @source Dixon, Freeman and Toman (2010), Stop trying to delight your customers, Harvard Business Review 88(7/8) 116–122
 * @example ces([7, 6, 5, 7, 4, 3, 7, 6, 6, 2]).value // => 5.3
 * @example ces([7, 6, 5, 7, 4, 3, 7, 6, 6, 2]).easy.value // => 70
 */
export function ces(ratings: ArrayLike<number | null | undefined>, options: CesOptions = {}): CesResult {
  const { direction = "higher-is-better", confidenceLevel = 0.95 } = options;
  const scale = completeScale(options.scale ?? { min: 1, max: 7 });
  const easy = topBoxRule("ces", scale, options.easyPoints ?? beyondMiddle(scale), direction);
  const counted = countRatings("ces", ratings, scale, options.invalid);
  return {
    ...scoreEstimate(meanRule("ces", scale), counted.tally, options),
    ...counted,
    unit: "scale-point",
    direction,
    easy: scoreEstimate(easy, counted.tally, { confidenceLevel }),
  };
}

/** What a foldable effort metric takes. */
export type CesMetricOptions = ScaleMetricOptions & Pick<CesOptions, "scale" | "direction">;

/**
 * Customer effort score as a foldable metric: the mean of {@link ces} over tallies, weighted ones included. `better` follows
 * the direction.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale or the other direction
 * @example cesMetric({ item: "effort", direction: "lower-is-better" }).better // => "lower"
 */
export function cesMetric(options: CesMetricOptions): ScaleMetric<MeanInterval, MeanDifferenceMethod> {
  const { scale = { min: 1, max: 7 }, direction = "higher-is-better" } = options;
  const defaults = {
    id: "ces",
    title: "Customer effort score (CES)",
    better: direction === "higher-is-better" ? "higher" : "lower",
    direction,
  } as const;
  return scaleMetric(options, defaults, meanRule(defaults.id, completeScale(scale)));
}

function beyondMiddle(scale: Scale): number {
  return Math.floor(scaleSize(scale) / 2);
}
