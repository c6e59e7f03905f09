import { cxError, type MissingCounts, type MissingReason } from "@cxkit/core";
import type { ProportionInterval } from "@cxkit/stats";
import { requireCounts, shareOfCounts } from "./share-result.ts";
import type { ScoreOptions, ScoreResult } from "./score-result.ts";
import type { Direction } from "./top-box.ts";

/** How many started a questionnaire, and how many of them came to its end. */
export interface StartedAndCompleted {
  readonly started: number;
  readonly completed: number;
}

/** A share that says which end is good: a difference of two that disagree is refused. */
export interface DirectedShare extends ScoreResult<"percent"> {
  readonly direction: Direction;
}

/** What the rates of a questionnaire take. */
export type CompletionRateOptions = ScoreOptions<ProportionInterval>;

/**
 * Completion rate: share of those who started a questionnaire that came to its end. Not a response rate: whoever never
 * started is in no part of it.
 *
 * **Unit**: percent, 0…100. **Base**: everybody who started. **Interval**: Wilson.
 *
 * @throws {RangeError} when a count is negative or not whole, or more completed than started
 * @source Callegaro and DiSogra (2008), Computing response metrics for online panels, Public Opinion Quarterly 72(5) 1008–1032
 * @example completionRate({ started: 250, completed: 200 }).value // => 80
 */
export function completionRate(
  survey: StartedAndCompleted,
  options: CompletionRateOptions = {},
): DirectedShare {
  const { started, completed } = checked("completionRate", survey);
  const rate = shareOfCounts("completionRate", completed, started - completed, options);
  return { ...rate, direction: "higher-is-better" };
}

/**
 * Break-off rate: share of those who started a questionnaire and left before its end; {@link completionRate} seen from the
 * other side, lower is better.
 *
 * **Unit**: percent, 0…100. **Base**: everybody who started. **Interval**: Wilson.
 *
 * @throws {RangeError} when a count is negative or not whole, or more completed than started
 * @source Callegaro and DiSogra (2008), Computing response metrics for online panels, Public Opinion Quarterly 72(5) 1008–1032
 * @example breakOffRate({ started: 250, completed: 200 }).value // => 20
 */
export function breakOffRate(
  survey: StartedAndCompleted,
  options: CompletionRateOptions = {},
): DirectedShare {
  const { started, completed } = checked("breakOffRate", survey);
  const rate = shareOfCounts("breakOffRate", started - completed, completed, options);
  return { ...rate, direction: "lower-is-better" };
}

/**
 * Item completion rate: share of the respondents an item was put to who gave an answer to it. `1 −` this is item nonresponse.
 *
 * **Unit**: percent, 0…100. **Base**: answers, and those who skipped, refused, did not know, answered off the scale or gave
 * no reason. Whoever never saw the item is left out: `not-shown`, `break-off` before it, `not-applicable`. **Interval**: Wilson.
 *
 * @param item a tally, or a result of a metric's function, unweighted
 * @throws {CxError} `invalid-setup` when there is no tally
 * @source AAPOR (2023), Standard Definitions, 10th edition, on item nonresponse
 * @example
 * import { itemCompletionRate, nps } from "@cxkit/metrics";
 * itemCompletionRate(nps([10, 9, null, 8, 7])).value // => 80
 */
export function itemCompletionRate(
  item: ItemTally | { readonly tally: ItemTally },
  options: CompletionRateOptions = {},
): ScoreResult<"percent"> {
  const tally = "tally" in item ? item.tally : item;
  if (!Array.isArray(tally.counts)) {
    throw cxError("invalid-setup", "itemCompletionRate needs a tally of counts per scale point");
  }
  const answered = tally.counts.reduce((sum, count) => sum + count, 0);
  const without = asked.reduce((sum, reason) => sum + (tally.missing[reason] ?? 0), 0);
  return shareOfCounts("itemCompletionRate", answered, without, options);
}

/** What of a tally says who answered: counts per point, and the missing by reason. */
export interface ItemTally {
  readonly counts: readonly number[];
  readonly missing: MissingCounts;
}

/** Missing, though the item was put to the respondent. */
const asked: readonly MissingReason[] = ["skipped", "refused", "dont-know", "off-scale", "unknown"];

function checked(caller: string, { started, completed }: StartedAndCompleted): StartedAndCompleted {
  requireCounts(caller, { started, completed });
  if (completed > started) {
    throw new RangeError(`${caller} requires completed ≤ started, got ${completed} of ${started}`);
  }
  return { started, completed };
}
