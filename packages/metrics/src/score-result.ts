import type { Estimate, Unit } from "@cxkit/core";
import type { CountedRatings } from "./count-ratings.ts";
import type { InvalidPolicy } from "./nps.ts";
import { type EstimateRule, scoreEstimate, type ScoreEstimateOptions } from "./score-estimate.ts";

/** An estimate in one unit, so that points and percent cannot be taken for each other. */
export type EstimateIn<U extends Unit> = Estimate & { readonly unit: U };

/** A mean score with the answers behind it: all that comparisons, merges and reports go on with. */
export interface ScoreResult<U extends Unit> extends EstimateIn<U>, CountedRatings {
  /** Score of each scale point of the tally, ascending by point; the value is their mean. */
  readonly scores: readonly number[];
}

/** What functions over ratings take besides their scale. */
export interface ScoreOptions<I> {
  /** How the interval is made: a function, so that only what is used is bundled. */
  readonly interval?: I;
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** What to do with something that is no point of the scale: stop (the default), or count it in `rejected`. */
  readonly invalid?: InvalidPolicy;
}

/** A rule whose unit the compiler knows. */
export type RuleIn<U extends Unit, I extends { readonly method: string }> = EstimateRule<I> & {
  readonly unit: U;
};

/** Estimate of a tally in the unit of its rule. */
export function estimateIn<U extends Unit, I extends { readonly method: string }>(
  rule: RuleIn<U, I>,
  tally: CountedRatings["tally"],
  options: ScoreEstimateOptions<I> = {},
): EstimateIn<U> {
  return { ...scoreEstimate(rule, tally, options), unit: rule.unit };
}

/** The result of a rule over counted ratings. */
export function scoreResult<U extends Unit, I extends { readonly method: string }>(
  rule: RuleIn<U, I>,
  counted: CountedRatings,
  options: ScoreEstimateOptions<I>,
): ScoreResult<U> {
  return { ...estimateIn(rule, counted.tally, options), ...counted, scores: rule.scores };
}
