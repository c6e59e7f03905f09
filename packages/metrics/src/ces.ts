import { type Scale, scalePoints, scaleSize } from "@cxkit/core";
import { type MeanInterval, type NetInterval, type ProportionInterval } from "@cxkit/stats";
import { uncheckedBoundedScoreInterval, uncheckedWilsonInterval } from "@cxkit/stats/unchecked";
import { completeScale, type CountedRatings, type RatingScale } from "./count-ratings.ts";
import { countSample } from "./count-sample.ts";
import { countedRatings, type Ratings } from "./counted-ratings.ts";
import { declaredNetBoxRule, type NetPoints } from "./net-box.ts";
import type { InvalidPolicy } from "./nps.ts";
import { netPromoterEstimate } from "./nps-result.ts";
import { meanRule } from "./rating-mean.ts";
import { estimateOf } from "./estimate-of.ts";
import {
  type MeanDifferenceMethod,
  type NetDifferenceMethod,
  type ShareDifferenceMethod,
} from "./score-kind.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import type { EstimateIn } from "./score-result.ts";
import { shareEstimate } from "./share-estimate.ts";
import { declaredTopBoxRule, type Direction, topCount, topPositions } from "./top-box.ts";

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
  /**
   * How many of the easiest points are favorable in `netEase`, and how many of the hardest unfavorable. Default: the two
   * easiest, and those before the middle; 6–7 minus 1–3 of 7, and of CES 1.0 1–2 minus 4–5.
   */
  readonly netPoints?: NetPoints;
  /** Version of the question, printed in the result. Spread `ces1` or `ces2` for the published ones. */
  readonly version?: string;
  /** Default: bounded score. */
  readonly interval?: MeanInterval;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** What to do with something that is no point of the scale. Default: stop. */
  readonly invalid?: InvalidPolicy;
}

/** A customer effort score with the answers behind it. */
export interface CesResult extends EstimateIn<"scale-point">, CountedRatings {
  readonly direction: Direction;
  /** Version of the question, where one was given. */
  readonly version?: string;
  /** Share of answers on the easy side of the scale in percent, with Wilson's interval. */
  readonly easy: EstimateIn<"percent">;
  /** Share of the easiest answers minus share of the hard ones in points, with the adjusted Wald interval. */
  readonly netEase: EstimateIn<"points">;
}

/**
 * Customer effort score: mean of answers to "the company made it easy to handle my issue", with the share of easy ones
 * and the net ease beside it. Of which question, `ces1` and `ces2` say; the two are never one series.
 *
 * **Unit**: scale points. **Base**: points of the scale; `null` and `undefined` are item nonresponse and left out; anything
 * else stops. **Interval**: bounded score for the mean, Wilson for the share, adjusted Wald for the net. **Assumes**
 * independent answers.
 *
 * @param ratings any array or typed array, in any order, or counts as a tally; weighted answers go to {@link cesMetric}
 * @returns `value` and `interval` are `null` without answers, `standardError` below two
 * @throws {RangeError} at the first value that is no point of the scale, naming its index
 * @throws {RangeError} when no point or every point would count as easy, or one as easy and hard; when a tally is weighted
 * @source Dixon, Freeman and Toman (2010), Stop trying to delight your customers, Harvard Business Review 88(7/8) 116–122
 * @example ces([7, 6, 5, 7, 4, 3, 7, 6, 6, 2]).value // => 5.3
 * @example ces([7, 6, 5, 7, 4, 3, 7, 6, 6, 2]).easy.value // => 70
 * @example ces([7, 6, 5, 7, 4, 3, 7, 6, 6, 2]).netEase.value // => 40
 */
export function ces(
  ratings: Ratings,
  {
    scale = { min: 1, max: 7 },
    direction = "higher-is-better",
    easyPoints,
    netPoints,
    version,
    interval = uncheckedBoundedScoreInterval,
    confidenceLevel = 0.95,
    invalid,
  }: CesOptions = {},
): CesResult {
  const asked = completeScale(scale);
  const size = scaleSize(asked);
  const { topPoints, bottomPoints } = netPoints ?? eitherSide(size);
  const counted = countedRatings("ces", ratings, asked, invalid);
  const sample = countSample("ces", counted.tally, scalePoints(asked));
  const { n, max, min } = sample;
  const count = (points: number, most?: number, end?: "bottom"): number =>
    topCount(counted.tally.counts, topPositions("ces", size, points, direction, most, end));
  const top = count(topPoints);
  const bottom = count(bottomPoints, size - topPoints, "bottom");
  return {
    ...estimateOf(
      "ces",
      "scale-point",
      n,
      sample.mean,
      sample.standardError,
      interval.method,
      confidenceLevel,
      () => interval(sample, confidenceLevel),
      max,
      min,
      1,
    ),
    ...counted,
    direction,
    ...(version && { version }),
    easy: shareEstimate(
      "ces",
      count(easyPoints ?? beyondMiddle(size)),
      n,
      uncheckedWilsonInterval,
      confidenceLevel,
    ),
    // The net of any two sides of a scale is estimated as that of promoters and detractors.
    netEase: netPromoterEstimate(top, n - top - bottom, bottom, { confidenceLevel }, "ces"),
  };
}

/** What a foldable effort metric takes. */
export type CesMetricOptions = ScaleMetricOptions & Pick<CesOptions, "scale" | "direction" | "version">;

/**
 * Customer effort score as a foldable metric: the mean of {@link ces} over tallies, weighted ones included. `better` follows
 * the direction.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale or the other direction
 * @example cesMetric({ item: "effort", direction: "lower-is-better" }).better // => "lower"
 */
export function cesMetric(options: CesMetricOptions): ScaleMetric<MeanInterval, MeanDifferenceMethod> {
  const { direction = "higher-is-better" } = options;
  const defaults = {
    id: "ces",
    title: titled("Customer effort score", options),
    better: direction === "higher-is-better" ? "higher" : "lower",
    direction,
  } as const;
  return scaleMetric(options, defaults, meanRule(defaults.id, scaleIn(options)));
}

/**
 * Share of easy answers as a foldable metric: `easy` of {@link ces} over tallies. Higher is better whatever the direction.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale or the other direction
 * @example easyMetric({ item: "effort" }).scores // => [0, 0, 0, 0, 100, 100, 100]
 */
export function easyMetric(
  options: CesMetricOptions & Pick<CesOptions, "easyPoints">,
): ScaleMetric<ProportionInterval, ShareDifferenceMethod> {
  const { direction = "higher-is-better", easyPoints } = options;
  const scale = scaleIn(options);
  return scaleMetric(
    options,
    { id: "easy", title: titled("Easy to get help", options), better: "higher", direction },
    declaredTopBoxRule(options.id ?? "easy", scale, easyPoints ?? beyondMiddle(scaleSize(scale)), direction),
  );
}

/**
 * Net ease as a foldable metric: `netEase` of {@link ces} over tallies. Higher is better whatever the direction.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale or the other direction
 * @example netEaseMetric({ item: "effort" }).scores // => [-100, -100, -100, 0, 0, 100, 100]
 */
export function netEaseMetric(
  options: CesMetricOptions & Pick<CesOptions, "netPoints">,
): ScaleMetric<NetInterval, NetDifferenceMethod> {
  const { direction = "higher-is-better", netPoints } = options;
  const scale = scaleIn(options);
  return scaleMetric(
    options,
    { id: "net-ease", title: titled("Net ease", options), better: "higher", direction },
    declaredNetBoxRule(options.id ?? "net-ease", scale, netPoints ?? eitherSide(scaleSize(scale)), direction),
  );
}

function scaleIn({ scale = { min: 1, max: 7 } }: CesMetricOptions): Scale {
  return completeScale(scale);
}

function titled(what: string, { version }: CesMetricOptions): string {
  return version === undefined ? `${what} (CES)` : `${what} (CES ${version})`;
}

function eitherSide(size: number): NetPoints {
  return {
    topPoints: size > 4 ? 2 : 1,
    bottomPoints: beyondMiddle(size),
  };
}

function beyondMiddle(size: number): number {
  return Math.floor(size / 2);
}
