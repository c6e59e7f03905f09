import { scalePoints, type Scale } from "@cxkit/core";
import type { MeanInterval } from "@cxkit/stats";
import { completeScale, type RatingScale } from "./count-ratings.ts";
import { countedRatings, type Ratings } from "./counted-ratings.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import { type MeanDifferenceMethod, meanEstimation, meanKind } from "./score-kind.ts";
import { type RuleIn, type ScoreOptions, type ScoreResult, scoreResult } from "./score-result.ts";
import type { Direction } from "./top-box.ts";

/** How ratings are put on 0–100. */
export interface RescaledMeanReading {
  /** Default 1–5. */
  readonly scale?: RatingScale;
  /** Which end becomes 100. Default `higher-is-better`: the highest point. */
  readonly direction?: Direction;
}

/** What {@link rescaledMean} takes. */
export type RescaledMeanOptions = RescaledMeanReading & ScoreOptions<MeanInterval>;

/** A mean on 0–100 with the ratings behind it. */
export interface RescaledMeanResult extends ScoreResult<"scale-point"> {
  readonly direction: Direction;
}

/**
 * Mean rating put on 0–100: the worst point is 0, the best 100, neighbours are equally far apart (percent of maximum
 * possible, POMP). It lets items of different scales stand in one chart; it is no share of anybody: 70 does not mean that
 * 70 % were satisfied. {@link ratingMean} keeps the scale that was asked.
 *
 * **Unit**: points of a 0–100 scale. **Base**: points of the scale; `null` and `undefined` are item nonresponse.
 * **Interval**: bounded score.
 *
 * @param ratings answers, or their counts as a tally
 * @throws {RangeError} at the first value that is no point of the scale, naming its index
 * @source Cohen, Cohen, Aiken and West (1999), The problem of units and the circumstance for POMP, Multivariate Behavioral
 *   Research 34(3) 315–346
 * @example rescaledMean([5, 4, 4, 3, 5, 2, 5, 1, 4, 5]).value // => 70
 */
export function rescaledMean(ratings: Ratings, options: RescaledMeanOptions = {}): RescaledMeanResult {
  const { direction = "higher-is-better" } = options;
  const scale = completeScale(options.scale ?? { min: 1, max: 5 });
  const counted = countedRatings("rescaledMean", ratings, scale, options.invalid);
  return { ...scoreResult(rescaledRule("rescaledMean", scale, direction), counted, options), direction };
}

/**
 * {@link rescaledMean} as a foldable metric over tallies, weighted ones included.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale
 * @example rescaledMeanMetric({ item: "stars" }).scores // => [0, 25, 50, 75, 100]
 */
export function rescaledMeanMetric(
  options: ScaleMetricOptions & RescaledMeanReading,
): ScaleMetric<MeanInterval, MeanDifferenceMethod> {
  const { scale = { min: 1, max: 5 }, direction = "higher-is-better" } = options;
  return scaleMetric(
    options,
    { id: "rescaled-mean", title: "Mean rating on 0–100", better: "higher", direction },
    { ...rescaledRule(options.id ?? "rescaled-mean", completeScale(scale), direction), kind: meanKind },
  );
}

function rescaledRule(name: string, scale: Scale, direction: Direction): RuleIn<"scale-point", MeanInterval> {
  const last = scalePoints(scale).length - 1;
  const scores = Array.from({ length: last + 1 }, (_, point) =>
    direction === "higher-is-better" ? (100 * point) / last : (100 * (last - point)) / last,
  );
  return { name, unit: "scale-point", scale, scores, kind: meanEstimation };
}
