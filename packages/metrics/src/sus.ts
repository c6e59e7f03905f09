import type { Scale } from "@cxkit/core";
import type { MeanInterval } from "@cxkit/stats";
import { countRatings } from "./count-ratings.ts";
import { meanRule, pointRule } from "./rating-mean.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import type { MeanDifferenceMethod } from "./score-kind.ts";
import {
  estimateIn,
  type EstimateIn,
  type ScoreOptions,
  type ScoreResult,
  scoreResult,
} from "./score-result.ts";
import { type SusAdjective, susAdjective, type SusGrade, susGrade } from "./sus-grade.ts";
import {
  isSusAnswer,
  type MissingItemPolicy,
  negativeItemsIn,
  type SusItems,
  susScore,
  type SusWording,
} from "./sus-score.ts";
import { written } from "./written.ts";

/** What {@link sus} takes. */
export interface SusOptions extends ScoreOptions<MeanInterval>, SusWording {
  /** What becomes of respondents who left items out. Default: they are set aside, and counted in `missing`. */
  readonly missingItems?: MissingItemPolicy;
}

/** A System Usability Scale with the respondents behind it. */
export interface SusResult extends ScoreResult<"scale-point"> {
  /** Score of each respondent in their order; `null` for those set aside. */
  readonly respondents: readonly (number | null)[];
  /** Mean over the eight items other than 4 and 10, 0–100. */
  readonly usability: EstimateIn<"scale-point">;
  /** Mean over items 4 and 10, 0–100. */
  readonly learnability: EstimateIn<"scale-point">;
  /** Grade and adjective of the mean; `null` without respondents. */
  readonly grade: SusGrade | null;
  readonly adjective: SusAdjective | null;
  /** Respondents whose missing items the policy filled; they are in the base. */
  readonly imputed: number;
}

/**
 * System Usability Scale: mean of the respondents' scores from ten items of 1–5, with the subscales usability and
 * learnability, a grade and an adjective.
 *
 * **Unit**: points of a 0–100 scale, in steps of 2.5 a respondent; not percent. **Base**: respondents with ten answers; whoever
 * left one out is set aside and counted in `missing`, unless `missingItems` is a policy such as `imputeMidpoint`.
 * **Interval**: bounded score; pass `meanTInterval` for the customary t interval. **Assumes** independent respondents.
 *
 * @param respondents rows of ten answers in the order of the questionnaire
 * @returns `value`, `interval`, `grade` and `adjective` are `null` without respondents, `standardError` below two
 * @throws {RangeError} when a row has not ten items, or an answer is no whole number 1…5, naming respondent and item
 * @source Brooke (1996), SUS: a "quick and dirty" usability scale, in: Usability Evaluation in Industry, 189–194; Lewis and
 *   Sauro (2009), The factor structure of the System Usability Scale, HCII 2009, 94–103
 * @example sus([[4, 2, 4, 1, 5, 2, 4, 1, 5, 2], [3, 3, 3, 3, 3, 3, 3, 3, 3, 3]]).value // => 67.5
 */
export function sus(respondents: ArrayLike<SusItems>, options: SusOptions = {}): SusResult {
  negativeItemsIn("sus", options);
  if (!(respondents.length >= 0)) {
    throw new RangeError(`sus requires an array of respondents, got ${written(respondents)}`);
  }
  let missing = 0;
  let rejected = 0;
  let imputed = 0;
  const scores = Array.from(respondents, (row, respondent) => {
    const items = itemsOf(row, respondent);
    const wrong = items.findIndex((item) => item !== null && !isSusAnswer(item));
    if (wrong >= 0) {
      if (options.invalid !== "set-aside") throw offScale(items[wrong], wrong, respondent);
      rejected++;
      return null;
    }
    if (items.every(isSusAnswer)) return susScore(items, options);
    const filled = options.missingItems?.(items) ?? null;
    if (filled === null) {
      missing++;
      return null;
    }
    imputed++;
    return susScore(filled, options);
  });
  const known = scores.filter((score) => score !== null);
  const absent = { ...(missing && { unknown: missing }), ...(rejected && { "off-scale": rejected }) };
  const part = (name: "score" | "usability" | "learnability", step: number) => {
    const scale: Scale = { min: 0, max: 100, step };
    const values = known.map((score) => score[name]);
    return { rule: pointRule("sus", scale), tally: countRatings("sus", values, scale).tally };
  };
  const whole = part("score", 2.5);
  const usability = part("usability", 3.125);
  const learnability = part("learnability", 12.5);
  const result = scoreResult(
    whole.rule,
    { tally: { ...whole.tally, missing: absent }, missing, rejected },
    options,
  );
  return {
    ...result,
    respondents: scores.map((score) => score && score.score),
    usability: estimateIn(usability.rule, usability.tally, options),
    learnability: estimateIn(learnability.rule, learnability.tally, options),
    grade: result.value === null ? null : susGrade(result.value),
    adjective: result.value === null ? null : susAdjective(result.value),
    imputed,
  };
}

/**
 * System Usability Scale as a foldable metric over the scores of respondents (`susScore(items).score`), 0–100 by 2.5: 41
 * counts are its whole state.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale
 * @example susMetric({ item: "sus" }).scores.length // => 41
 */
export function susMetric(options: ScaleMetricOptions): ScaleMetric<MeanInterval, MeanDifferenceMethod> {
  return scaleMetric(
    options,
    {
      id: "sus",
      title: "System Usability Scale (SUS)",
      better: "higher",
      direction: "higher-is-better",
    },
    meanRule("sus", { min: 0, max: 100, step: 2.5 }),
  );
}

function itemsOf(row: SusItems, respondent: number): (number | null)[] {
  if (row?.length !== 10) {
    throw new RangeError(
      `sus requires ten items of each respondent, got ${row?.length} at index ${respondent}`,
    );
  }
  return Array.from(row, (item) => item ?? null);
}

function offScale(answer: unknown, item: number, respondent: number): RangeError {
  return new RangeError(
    `sus requires answers 1…5 or null, got ${written(answer)} to item ${item + 1} at index ${respondent}`,
  );
}
