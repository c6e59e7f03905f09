import { type Estimate, scaleSize } from "@cxkit/core";
import type { ProportionInterval } from "@cxkit/stats";
import { uncheckedWilsonInterval } from "@cxkit/stats/unchecked";
import { completeScale, type CountedRatings, countRatings, type RatingScale } from "./count-ratings.ts";
import type { InvalidPolicy } from "./nps.ts";
import { type ShareDifferenceMethod } from "./score-kind.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import { shareEstimate } from "./share-estimate.ts";
import { type Direction, declaredTopBoxRule, topCount, topPositions } from "./top-box.ts";

/** How a satisfaction rating is to be read. */
export interface CsatOptions {
  /** Default 1–5. */
  readonly scale?: RatingScale;
  /** How many of the best points count as satisfied. Default 2: top-two-box. */
  readonly topPoints?: number;
  /** Which end is good; `lower-is-better` where 1 is the best mark. Default `higher-is-better`. */
  readonly direction?: Direction;
  /** Default: Wilson. */
  readonly interval?: ProportionInterval;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** What to do with something that is no point of the scale. Default: stop. */
  readonly invalid?: InvalidPolicy;
}

/** A satisfaction score with the answers behind it. */
export interface CsatResult extends Estimate, CountedRatings {
  readonly unit: "percent";
  /** How many of the best points count, and which end is the best. */
  readonly topPoints: number;
  readonly direction: Direction;
  /** Share of the answers at each scale point in percent, ascending; `null` without answers. */
  readonly shares: readonly (number | null)[];
}

/**
 * Customer satisfaction score: share of the answers on the two best points of a satisfaction scale (top-two-box).
 *
 * **Unit**: percent, 0…100. **Base**: points of the scale; `null` and `undefined` are item nonresponse and left out;
 * anything else stops. **Interval**: Wilson. **Assumes** independent answers.
 *
 * The mean of the same ratings is {@link ratingMean}; the two often move differently, so show both. The other end of the
 * scale is {@link bottomBox}, both ends at once {@link netSatisfaction}.
 *
 * @param ratings any array or typed array, in any order; counts and weighted answers go to {@link csatMetric}
 * @returns `value` and `interval` are `null` without answers, `standardError` below two
 * @throws {RangeError} at the first value that is no point of the scale, naming its index
 * @throws {RangeError} when no point or every point would count as satisfied
 * @example csat([5, 4, 4, 3, 5, 2, 5, 1, 4, 5]).value // => 70
 */
export function csat(
  ratings: ArrayLike<number | null | undefined>,
  {
    scale = { min: 1, max: 5 },
    topPoints = 2,
    direction = "higher-is-better",
    interval = uncheckedWilsonInterval,
    confidenceLevel = 0.95,
    invalid,
  }: CsatOptions = {},
): CsatResult {
  const asked = completeScale(scale);
  const top = topPositions("csat", scaleSize(asked), topPoints, direction);
  const counted = countRatings("csat", ratings, asked, invalid);
  const { counts } = counted.tally;
  const n = counts.reduce((sum, count) => sum + count);
  return {
    ...shareEstimate("csat", topCount(counts, top), n, interval, confidenceLevel),
    ...counted,
    topPoints,
    direction,
    shares: counts.map((count) => (n ? (100 * count) / n : null)),
  };
}

/** What a foldable satisfaction metric takes. */
export type CsatMetricOptions = ScaleMetricOptions & Pick<CsatOptions, "scale" | "topPoints" | "direction">;

/**
 * Customer satisfaction score as a foldable metric: the numbers of {@link csat} over tallies, weighted ones included.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale, or no point or every point counts
 * @example csatMetric({ item: "satisfaction" }).scores // => [0, 0, 0, 100, 100]
 */
export function csatMetric(
  options: CsatMetricOptions,
): ScaleMetric<ProportionInterval, ShareDifferenceMethod> {
  return shareMetric(options, { id: "csat", title: "Customer satisfaction (CSAT)" }, 2);
}

/**
 * Share of the best scale points of any rating item as a foldable metric; the best point alone unless said otherwise.
 *
 * **Unit**: percent. **Interval**: Wilson on the effective base.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale, or no point or every point counts
 * @example topBoxMetric({ item: "cleanliness" }).scores // => [0, 0, 0, 0, 100]
 */
export function topBoxMetric(
  options: CsatMetricOptions,
): ScaleMetric<ProportionInterval, ShareDifferenceMethod> {
  return shareMetric(options, { id: "top-box", title: "Top box" }, 1);
}

function shareMetric(
  options: CsatMetricOptions,
  defaults: { readonly id: string; readonly title: string },
  points: number,
): ScaleMetric<ProportionInterval, ShareDifferenceMethod> {
  const { scale = { min: 1, max: 5 }, topPoints = points, direction = "higher-is-better" } = options;
  const rule = declaredTopBoxRule(options.id ?? defaults.id, completeScale(scale), topPoints, direction);
  return scaleMetric(options, { ...defaults, better: "higher", direction }, rule);
}
