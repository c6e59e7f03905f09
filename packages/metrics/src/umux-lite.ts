import { cxError, type Scale } from "@cxkit/core";
import type { MeanInterval } from "@cxkit/stats";
import { countRatings } from "./count-ratings.ts";
import { meanRule, pointRule } from "./rating-mean.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import type { MeanDifferenceMethod } from "./score-kind.ts";
import { type EstimateIn, type ScoreOptions, type ScoreResult, scoreResult } from "./score-result.ts";
import { written } from "./written.ts";

/** How many points the two items have. */
export interface UmuxLiteReading {
  /** Default 7, as published; 5 for the five-point version. */
  readonly points?: 5 | 7;
}

/** What {@link umuxLite} takes. */
export type UmuxLiteOptions = UmuxLiteReading & ScoreOptions<MeanInterval>;

/** Answers of one respondent: "capabilities meet my requirements", "easy to use". */
export type UmuxLiteItems = ArrayLike<number | null | undefined>;

/** A UMUX-Lite with the respondents behind it. */
export interface UmuxLiteResult extends ScoreResult<"scale-point"> {
  readonly points: 5 | 7;
  /** Score of each respondent in their order; `null` for those set aside. */
  readonly respondents: readonly (number | null)[];
  /** SUS that the published regression expects, 0.65 · UMUX-Lite + 22.9. Its interval covers the sampling of respondents alone. */
  readonly predictedSus: EstimateIn<"scale-point">;
}

/**
 * UMUX-Lite: mean of two items, "meets my requirements" and "is easy to use", put on 0–100, with the SUS that it predicts.
 *
 * The regression was made with seven-point items and with mean scores; for five points it is customary and less tested, and it
 * never predicts below 22.9 or above 87.9.
 *
 * **Unit**: points of a 0–100 scale. **Base**: respondents with both answers; whoever left one out is in `missing`.
 * **Interval**: bounded score. **Assumes** independent respondents.
 *
 * @param respondents rows of two answers
 * @throws {RangeError} when a row has not two items, or an answer is no point of the scale, naming respondent and item
 * @source Lewis, Utesch and Maher (2013), UMUX-LITE: when there's no time for the SUS, CHI '13, 2099–2102
 * @example umuxLite([[6, 7], [5, 4]]).value // => 75
 * @example umuxLite([[6, 7], [5, 4]]).predictedSus.value?.toFixed(2) // => "71.65"
 */
export function umuxLite(
  respondents: ArrayLike<UmuxLiteItems>,
  options: UmuxLiteOptions = {},
): UmuxLiteResult {
  const { points = 7, invalid } = options;
  const scale = scaleOf(points);
  if (!(respondents.length >= 0)) {
    throw new RangeError(`umuxLite requires an array of respondents, got ${written(respondents)}`);
  }
  let missing = 0;
  let rejected = 0;
  const scores = Array.from(respondents, (row, respondent) => {
    if (row?.length !== 2) {
      throw new RangeError(
        `umuxLite requires two items of each respondent, got ${row?.length} at index ${respondent}`,
      );
    }
    const items = Array.from(row, (item): unknown => item ?? null);
    const wrong = items.findIndex((item) => item !== null && !isPoint(item, points));
    if (wrong >= 0) {
      if (invalid !== "set-aside") {
        throw new RangeError(
          `umuxLite requires answers 1…${points} or null, got ${written(items[wrong])} to item ${wrong + 1} at index ${respondent}`,
        );
      }
      rejected++;
      return null;
    }
    const [first, second] = items as (number | null)[];
    if (first == null || second == null) {
      missing++;
      return null;
    }
    return ((first + second - 2) * 100) / (2 * points - 2);
  });
  const known = scores.filter((score) => score !== null);
  const { tally } = countRatings("umuxLite", known, scale);
  const absent = { ...(missing && { unknown: missing }), ...(rejected && { "off-scale": rejected }) };
  const result = scoreResult(
    pointRule("umuxLite", scale),
    { tally: { ...tally, missing: absent }, missing, rejected },
    options,
  );
  return { ...result, points, respondents: scores, predictedSus: predicted(result) };
}

/**
 * UMUX-Lite as a foldable metric over the scores of respondents, 0–100 in twelve steps, eight for five-point items.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale
 * @example umuxLiteMetric({ item: "umux-lite" }).scores.length // => 13
 */
export function umuxLiteMetric(
  options: ScaleMetricOptions & UmuxLiteReading,
): ScaleMetric<MeanInterval, MeanDifferenceMethod> {
  const { points = 7 } = options;
  if (!(points === 5 || points === 7)) {
    throw cxError("invalid-setup", `umux-lite has 5 or 7 points, got ${points as number}`, {
      path: "points",
    });
  }
  return scaleMetric(
    options,
    { id: "umux-lite", title: "UMUX-Lite", better: "higher", direction: "higher-is-better" },
    meanRule("umux-lite", scaleOf(points)),
  );
}

function scaleOf(points: 5 | 7): Scale {
  if (!(points === 5 || points === 7)) {
    throw new RangeError(`umuxLite requires 5 or 7 points, got ${points as number}`);
  }
  return { min: 0, max: 100, step: 100 / (2 * points - 2) };
}

function isPoint(answer: unknown, points: number): answer is number {
  return typeof answer === "number" && Number.isInteger(answer) && answer >= 1 && answer <= points;
}

function predicted(result: ScoreResult<"scale-point">): EstimateIn<"scale-point"> {
  const { value, interval, standardError, n, effectiveN, unit, confidenceLevel, method } = result;
  const sus = (score: number) => 0.65 * score + 22.9;
  return {
    value: value === null ? null : sus(value),
    interval:
      interval?.low == null || interval.high === null
        ? null
        : { low: sus(interval.low), high: sus(interval.high) },
    standardError: standardError === null ? null : 0.65 * standardError,
    n,
    effectiveN,
    unit,
    confidenceLevel,
    method,
  };
}
