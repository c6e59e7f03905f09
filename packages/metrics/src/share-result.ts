import type { Scale, ScaleTally } from "@cxkit/core";
import type { ProportionInterval } from "@cxkit/stats";
import { type CountedRatings } from "./count-ratings.ts";
import { countedRatings } from "./counted-ratings.ts";
import { shareEstimation } from "./score-kind.ts";
import { type RuleIn, type ScoreOptions, type ScoreResult, scoreResult } from "./score-result.ts";

/** Counted yes and no: 1 is what the share is of. */
export const yesNoScale: Scale = { min: 0, max: 1, step: 1 };

/** Yes-or-no answers as they come: `true` and `1` are yes, `null` is missing; or their counts as a tally of 0–1. */
export type YesNo = ArrayLike<boolean | number | null | undefined> | ScaleTally;

/** Score 100 for yes and 0 for no: their mean is a share in percent. */
export function yesNoRule(name: string): RuleIn<"percent", ProportionInterval> {
  return { name, unit: "percent", scale: yesNoScale, scores: [0, 100], kind: shareEstimation };
}

/** Counts yes and no. */
export function countYesNo(
  caller: string,
  answers: YesNo,
  invalid: ScoreOptions<never>["invalid"],
): CountedRatings {
  if ("kind" in answers) return countedRatings(caller, answers, yesNoScale);
  const numbers = Array.from(answers, (answer) => (typeof answer === "boolean" ? Number(answer) : answer));
  return countedRatings(caller, numbers, yesNoScale, invalid);
}

/** Result of a share of which the two counts are known. */
export function shareOfCounts(
  caller: string,
  yes: number,
  no: number,
  options: ScoreOptions<ProportionInterval>,
  missing = 0,
): ScoreResult<"percent"> {
  const tally: ScaleTally = {
    kind: "scale",
    scale: yesNoScale,
    counts: [no, yes],
    missing: { ...(missing && { unknown: missing }) },
  };
  return scoreResult(yesNoRule(caller), { tally, missing, rejected: 0 }, options);
}

/**
 * Stops at a count that is none.
 *
 * @throws {RangeError} naming function, count and value
 */
export function requireCounts(caller: string, counts: { readonly [name: string]: number }): void {
  for (const [name, count] of Object.entries(counts)) {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`${caller} requires whole ${name} ≥ 0, got ${count}`);
    }
  }
}
