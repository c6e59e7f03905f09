import { type Comparison, cxError, type ScaleTally } from "@cxkit/core";
import type { CsatResult } from "./csat.ts";
import { npsRule } from "./nps-metric.ts";
import { meanRule } from "./rating-mean.ts";
import type { MeanDifferenceMethod, NetDifferenceMethod, ShareDifferenceMethod } from "./score-kind.ts";
import { type CompareOptions, scoreComparison } from "./score-estimate.ts";
import { topBoxRule } from "./top-box.ts";

/**
 * Difference of two Net Promoter Scores of independent samples, a minus b, with interval and two-sided test.
 *
 * **Unit**: points, −200…200. **Interval**: adjusted Wald with the three pseudo-responses shared between the two groups.
 * **Assumes** that nobody answered in both samples.
 *
 * @param a a result of {@link nps}, or anything with its tally
 * @param b the same of the other group
 * @throws {TypeError} without tallies
 * @throws {CxError} `invalid-setup` when a tally is not of a 0–10 scale
 * @example
 * import { nps, npsDifference } from "@cxkit/metrics";
 * npsDifference(nps([10, 9, 9, 8]), nps([10, 8, 6, 3])).difference.value // => 100
 */
export function npsDifference(
  a: { readonly tally: ScaleTally },
  b: { readonly tally: ScaleTally },
  options: CompareOptions<NetDifferenceMethod> = {},
): Comparison {
  return scoreComparison(npsRule, tallyIn("npsDifference", a), tallyIn("npsDifference", b), options);
}

/**
 * Difference of two top-box shares of independent samples, a minus b, with interval and two-sided test: two results of
 * {@link csat}.
 *
 * **Unit**: percent, −100…100 (percentage points). **Interval**: Newcombe's, without continuity correction; the test is the
 * pooled z. **Assumes** that nobody answered in both samples.
 *
 * @throws {TypeError} without tallies
 * @throws {CxError} `invalid-setup` when scales, top points or directions differ
 * @example
 * import { csat, shareDifference } from "@cxkit/metrics";
 * shareDifference(csat([5, 4, 4, 1]), csat([5, 2, 1, 1])).difference.value // => 50
 */
export function shareDifference(
  a: Pick<CsatResult, "tally" | "topPoints" | "direction">,
  b: Pick<CsatResult, "tally" | "topPoints" | "direction">,
  options: CompareOptions<ShareDifferenceMethod> = {},
): Comparison {
  const left = tallyIn("shareDifference", a);
  const right = tallyIn("shareDifference", b);
  if (a.topPoints !== b.topPoints || a.direction !== b.direction) {
    throw cxError(
      "invalid-setup",
      `shareDifference needs one top box, got ${a.topPoints} points ${a.direction} and ${b.topPoints} points ${b.direction}`,
    );
  }
  const rule = topBoxRule("shareDifference", left.scale, a.topPoints, a.direction);
  return scoreComparison(rule, left, right, options);
}

/**
 * Difference of two mean ratings of independent samples, a minus b, with interval and two-sided test: two results of
 * {@link ratingMean} or {@link ces}.
 *
 * **Unit**: scale points. **Interval** and test: Welch's t. **Assumes** that nobody answered in both samples.
 *
 * @throws {TypeError} without tallies
 * @throws {CxError} `invalid-setup` when the scales or, where results carry one, the directions differ
 * @example
 * import { ratingDifference, ratingMean } from "@cxkit/metrics";
 * ratingDifference(ratingMean([5, 4, 4, 3]), ratingMean([4, 2, 3, 3])).difference.value // => 1
 */
export function ratingDifference(
  a: RatingSample,
  b: RatingSample,
  options: CompareOptions<MeanDifferenceMethod> = {},
): Comparison {
  const left = tallyIn("ratingDifference", a);
  if (a.direction !== b.direction) {
    throw cxError(
      "invalid-setup",
      `ratingDifference needs one direction, got ${a.direction} and ${b.direction}`,
    );
  }
  return scoreComparison(
    meanRule("ratingDifference", left.scale),
    left,
    tallyIn("ratingDifference", b),
    options,
  );
}

/** A result with the tally of its ratings. */
export interface RatingSample {
  readonly tally: ScaleTally;
  readonly direction?: "higher-is-better" | "lower-is-better";
}

/** The tally of a result. */
function tallyIn(caller: string, result: { readonly tally: ScaleTally }): ScaleTally {
  const tally = (result as { readonly tally?: ScaleTally } | undefined)?.tally;
  if (tally?.kind !== "scale") {
    throw new TypeError(`${caller} requires results with a scale tally, got ${tally ? tally.kind : "none"}`);
  }
  return tally;
}
