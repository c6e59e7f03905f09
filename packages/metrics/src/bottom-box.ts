import type { ScaleTally } from "@cxkit/core";
import type { ProportionInterval } from "@cxkit/stats";
import { completeScale, type RatingScale } from "./count-ratings.ts";
import { countedRatings, type Ratings } from "./counted-ratings.ts";
import { opposite } from "./net-box.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import type { ShareDifferenceMethod } from "./score-kind.ts";
import { type ScoreOptions, type ScoreResult, scoreResult } from "./score-result.ts";
import { declaredTopBoxRule, type Direction, topBoxRule } from "./top-box.ts";

/** How the dissatisfied are told. */
export interface BottomBoxReading {
  /** Default 1–5. */
  readonly scale?: RatingScale;
  /** How many of the worst points count. Default 2: bottom-two-box. */
  readonly bottomPoints?: number;
  /** Which end is good. Default `higher-is-better`: the lowest points are the worst. */
  readonly direction?: Direction;
}

/** What {@link bottomBox} takes. */
export type BottomBoxOptions = BottomBoxReading & ScoreOptions<ProportionInterval>;

/** A bottom-box share with the answers behind it. */
export interface BottomBoxResult extends ScoreResult<"percent"> {
  readonly bottomPoints: number;
  readonly direction: Direction;
  /** Share of the answers at each scale point in percent, ascending; `null` without answers. */
  readonly shares: readonly (number | null)[];
}

/**
 * Share of the answers on the worst points of a rating scale: the dissatisfied, bottom-two-box unless said otherwise. What a
 * closed loop calls back; lower is better.
 *
 * **Unit**: percent, 0…100. **Base**: points of the scale; `null` and `undefined` are item nonresponse. **Interval**: Wilson.
 *
 * @param ratings answers, or their counts as a tally
 * @throws {RangeError} at the first value that is no point of the scale, naming its index; when no point or every point counts
 * @example bottomBox([5, 4, 4, 3, 5, 2, 5, 1, 4, 5]).value // => 20
 */
export function bottomBox(ratings: Ratings, options: BottomBoxOptions = {}): BottomBoxResult {
  const { bottomPoints = 2, direction = "higher-is-better" } = options;
  const scale = completeScale(options.scale ?? { min: 1, max: 5 });
  const rule = topBoxRule("bottomBox", scale, bottomPoints, opposite(direction));
  const counted = countedRatings("bottomBox", ratings, scale, options.invalid);
  return {
    ...scoreResult(rule, counted, options),
    bottomPoints,
    direction,
    shares: weightedShares(counted.tally),
  };
}

/** What a foldable bottom-box share takes. */
export type BottomBoxMetricOptions = ScaleMetricOptions & BottomBoxReading;

/**
 * {@link bottomBox} as a foldable metric over tallies, weighted ones included; lower is better.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale, or no point or every point counts
 * @example bottomBoxMetric({ item: "satisfaction" }).scores // => [100, 100, 0, 0, 0]
 */
export function bottomBoxMetric(
  options: BottomBoxMetricOptions,
): ScaleMetric<ProportionInterval, ShareDifferenceMethod> {
  const { scale = { min: 1, max: 5 }, bottomPoints = 2, direction = "higher-is-better" } = options;
  return scaleMetric(
    options,
    { id: "bottom-box", title: "Bottom box", better: "lower", direction },
    declaredTopBoxRule(options.id ?? "bottom-box", completeScale(scale), bottomPoints, opposite(direction)),
  );
}

function weightedShares({ counts, weights }: ScaleTally): (number | null)[] {
  const masses = weights?.sum ?? counts;
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => (total ? (100 * mass) / total : null));
}
