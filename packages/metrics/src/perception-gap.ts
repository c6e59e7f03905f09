import { type Scale, scalePosition } from "@cxkit/core";
import type { MeanInterval } from "@cxkit/stats";
import { completeScale, countRatings, type RatingScale } from "./count-ratings.ts";
import { pointRule } from "./rating-mean.ts";
import {
  estimateIn,
  type EstimateIn,
  type ScoreOptions,
  type ScoreResult,
  scoreResult,
} from "./score-result.ts";

/** What {@link perceptionGap} takes. */
export interface PerceptionGapOptions extends ScoreOptions<MeanInterval> {
  /** The scale on which both were asked. Default 1–5. */
  readonly scale?: RatingScale;
}

/** A gap with the differences of the respondents behind it. */
export interface PerceptionGapResult extends ScoreResult<"scale-point"> {
  /** Mean of the first and of the second rating over the respondents who gave both. */
  readonly expected: EstimateIn<"scale-point">;
  readonly experienced: EstimateIn<"scale-point">;
  /** Respondents by whether the first rating is above, equal to or below the second. */
  readonly unmet: number;
  readonly met: number;
  readonly exceeded: number;
}

/**
 * Perception gap of one item: what customers expect minus what they experience, or importance minus performance, both asked of
 * the same respondents on one scale. Positive where the experience falls short.
 *
 * Two groups of different people, managers and customers say, have no pairs: compare their {@link ratingMean}s.
 *
 * **Unit**: scale points, −range…range. **Base**: respondents with both ratings; the rest is in `missing`. **Interval**:
 * bounded score of the paired differences, `meanTInterval` for the paired t interval. **Assumes** independent respondents.
 *
 * @param expected expectation or importance, one a respondent; `null` where there is none
 * @param experienced experience or performance of the same respondents in the same order
 * @throws {RangeError} when the lengths differ; at the first value that is no point of the scale, naming its index
 * @source Parasuraman, Zeithaml and Berry (1988), SERVQUAL, Journal of Retailing 64(1) 12–40
 * @example perceptionGap([5, 5, 4, 5], [3, 4, 4, 2]).value // => 1.5
 */
export function perceptionGap(
  expected: ArrayLike<number | null | undefined>,
  experienced: ArrayLike<number | null | undefined>,
  options: PerceptionGapOptions = {},
): PerceptionGapResult {
  const name = "perceptionGap";
  const scale = completeScale(options.scale ?? { min: 1, max: 5 });
  if (expected.length !== experienced.length) {
    throw new RangeError(
      `${name} requires as many expected as experienced ratings, got ${expected.length} and ${experienced.length}`,
    );
  }
  // Stops, with its index, at whatever is no point of the scale, unless it is to be set aside.
  for (const side of [expected, experienced]) countRatings(name, side, scale, options.invalid);
  const pairs: { readonly first: number; readonly second: number }[] = [];
  let missing = 0;
  let rejected = 0;
  for (let i = 0; i < expected.length; i++) {
    const first: unknown = expected[i] ?? null;
    const second: unknown = experienced[i] ?? null;
    if (isPoint(scale, first) && isPoint(scale, second)) pairs.push({ first, second });
    else if ([first, second].every((rating) => rating === null || isPoint(scale, rating))) missing++;
    else rejected++;
  }
  const range = scale.max - scale.min;
  const gaps = { min: -range, max: range, step: scale.step };
  const counted = countRatings(
    name,
    pairs.map(({ first, second }) => first - second),
    gaps,
  );
  const side = (part: "first" | "second") =>
    estimateIn(
      pointRule(name, scale),
      countRatings(
        name,
        pairs.map((pair) => pair[part]),
        scale,
      ).tally,
      options,
    );
  const { counts } = counted.tally;
  const middle = (counts.length - 1) / 2;
  const between = (from: number, to: number) => counts.slice(from, to).reduce((sum, count) => sum + count, 0);
  const absent = { ...(missing && { unknown: missing }), ...(rejected && { "off-scale": rejected }) };
  return {
    ...scoreResult(
      pointRule(name, gaps),
      { tally: { ...counted.tally, missing: absent }, missing, rejected },
      options,
    ),
    expected: side("first"),
    experienced: side("second"),
    unmet: between(middle + 1, counts.length),
    met: counts[middle]!,
    exceeded: between(0, middle),
  };
}

function isPoint(scale: Scale, rating: unknown): rating is number {
  return typeof rating === "number" && scalePosition(scale, rating) >= 0;
}
