import type { NetInterval } from "@cxkit/stats";
import { completeScale, type RatingScale } from "./count-ratings.ts";
import { countedRatings, type Ratings } from "./counted-ratings.ts";
import { declaredNetBoxRule, netBoxRule, type NetPoints } from "./net-box.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import type { NetDifferenceMethod } from "./score-kind.ts";
import { type ScoreOptions, type ScoreResult, scoreResult } from "./score-result.ts";
import type { Direction } from "./top-box.ts";

/** How a net share of ratings is to be read. */
export interface NetSatisfactionReading extends Partial<NetPoints> {
  /** Default 1–5. */
  readonly scale?: RatingScale;
  /** Which end is good. Default `higher-is-better`. */
  readonly direction?: Direction;
}

/** What {@link netSatisfaction} takes: `topPoints` and `bottomPoints` are 2 unless given. */
export type NetSatisfactionOptions = NetSatisfactionReading & ScoreOptions<NetInterval>;

/** A net satisfaction with the answers behind it. */
export interface NetSatisfactionResult extends ScoreResult<"points">, NetPoints {
  readonly direction: Direction;
  /** Answers per class. */
  readonly satisfied: number;
  readonly indifferent: number;
  readonly dissatisfied: number;
}

/**
 * Net satisfaction: share of the best points minus share of the worst points, top-two minus bottom-two unless said
 * otherwise. Unlike {@link csat} it falls when the lukewarm turn sour.
 *
 * **Unit**: points, −100…100; it is a difference of shares, not a share. **Base**: points of the scale; `null` and
 * `undefined` are item nonresponse. **Interval**: adjusted Wald, as for NPS. **Assumes** independent answers.
 *
 * @param ratings answers, or their counts as a tally
 * @returns `value` and `interval` are `null` without answers, `standardError` below two
 * @throws {RangeError} at the first value that is no point of the scale, naming its index; when a side has no point or both
 *   share one
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4) 365–372
 * @example netSatisfaction([5, 4, 4, 3, 5, 2, 5, 1, 4, 5]).value // => 50
 */
export function netSatisfaction(
  ratings: Ratings,
  options: NetSatisfactionOptions = {},
): NetSatisfactionResult {
  const { topPoints = 2, bottomPoints = 2, direction = "higher-is-better" } = options;
  const scale = completeScale(options.scale ?? { min: 1, max: 5 });
  const rule = netBoxRule("netSatisfaction", scale, { topPoints, bottomPoints }, direction);
  const counted = countedRatings("netSatisfaction", ratings, scale, options.invalid);
  const inClass = (score: number) =>
    counted.tally.counts.reduce((sum, count, point) => (rule.scores[point] === score ? sum + count : sum), 0);
  return {
    ...scoreResult(rule, counted, options),
    topPoints,
    bottomPoints,
    direction,
    satisfied: inClass(100),
    indifferent: inClass(0),
    dissatisfied: inClass(-100),
  };
}

/** What a foldable net satisfaction takes. */
export type NetSatisfactionMetricOptions = ScaleMetricOptions & NetSatisfactionReading;

/**
 * {@link netSatisfaction} as a foldable metric over tallies, weighted ones included.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale, or the points do not fit it
 * @example netSatisfactionMetric({ item: "satisfaction" }).scores // => [-100, -100, 0, 100, 100]
 */
export function netSatisfactionMetric(
  options: NetSatisfactionMetricOptions,
): ScaleMetric<NetInterval, NetDifferenceMethod> {
  const { scale = { min: 1, max: 5 }, topPoints = 2, bottomPoints = 2 } = options;
  const { direction = "higher-is-better", id = "net-satisfaction" } = options;
  return scaleMetric(
    options,
    { id: "net-satisfaction", title: "Net satisfaction", better: "higher", direction },
    declaredNetBoxRule(id, completeScale(scale), { topPoints, bottomPoints }, direction),
  );
}
