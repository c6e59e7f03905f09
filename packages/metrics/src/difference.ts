import { type Comparison, cxError, type ScaleTally, type Unit } from "@cxkit/core";
import type { CsatResult } from "./csat.ts";
import { npsRule } from "./nps-metric.ts";
import { meanRule } from "./rating-mean.ts";
import type { MeanDifferenceMethod, NetDifferenceMethod, ShareDifferenceMethod } from "./score-kind.ts";
import { type CompareOptions, scoreComparison } from "./score-estimate.ts";
import { declaredTopBoxRule } from "./top-box.ts";

/**
 * Difference of two Net Promoter Scores of independent samples, a minus b, with interval and two-sided test.
 *
 * **Unit**: points, −200…200. **Interval**: adjusted Wald with the three pseudo-responses shared between the two groups.
 * **Assumes** that nobody answered in both samples.
 *
 * @param a a result of {@link nps}, or anything with its tally
 * @param b the same of the other group
 * @throws {TypeError} without tallies
 * @throws {CxError} `invalid-setup` when a result is not in points or its tally not of a 0–10 scale
 * @example
 * import { nps, npsDifference } from "@cxkit/metrics";
 * npsDifference(nps([10, 9, 9, 8]), nps([10, 8, 6, 3])).difference.value // => 100
 */
export function npsDifference(
  a: NpsSample,
  b: NpsSample,
  options: CompareOptions<NetDifferenceMethod> = {},
): Comparison {
  const left = tallyIn("npsDifference", a, "points");
  return scoreComparison(npsRule, left, tallyIn("npsDifference", b, "points"), options);
}

/**
 * Difference of two top-box shares of independent samples, a minus b, with interval and two-sided test: two results of
 * {@link csat}.
 *
 * **Unit**: percent, −100…100 (percentage points). **Interval**: Newcombe's, without continuity correction; the test is the
 * pooled z. **Assumes** that nobody answered in both samples.
 *
 * @throws {TypeError} without tallies
 * @throws {CxError} `invalid-setup` when a result is not in percent, or scales, top points or directions differ
 * @example
 * import { csat, shareDifference } from "@cxkit/metrics";
 * shareDifference(csat([5, 4, 4, 1]), csat([5, 2, 1, 1])).difference.value // => 50
 */
export function shareDifference(
  a: ShareSample,
  b: ShareSample,
  options: CompareOptions<ShareDifferenceMethod> = {},
): Comparison {
  const left = tallyIn("shareDifference", a, "percent");
  const right = tallyIn("shareDifference", b, "percent");
  if (a.topPoints !== b.topPoints || a.direction !== b.direction) {
    throw cxError(
      "invalid-setup",
      `shareDifference needs one top box, got ${a.topPoints} points ${a.direction} and ${b.topPoints} points ${b.direction}`,
    );
  }
  const rule = declaredTopBoxRule("shareDifference", left.scale, a.topPoints, a.direction);
  return scoreComparison(rule, left, right, options);
}

/**
 * Difference of two mean ratings of independent samples, a minus b, with interval and two-sided test: two results of
 * {@link ratingMean} or {@link ces}.
 *
 * **Unit**: scale points. **Interval** and test: Welch's t. **Assumes** that nobody answered in both samples.
 *
 * @throws {TypeError} without tallies
 * @throws {CxError} `invalid-setup` when a result is not in scale points, or the scales or, where both results carry one, the
 *   directions differ
 * @example
 * import { ratingDifference, ratingMean } from "@cxkit/metrics";
 * ratingDifference(ratingMean([5, 4, 4, 3]), ratingMean([4, 2, 3, 3])).difference.value // => 1
 */
export function ratingDifference(
  a: RatingSample,
  b: RatingSample,
  options: CompareOptions<MeanDifferenceMethod> = {},
): Comparison {
  const left = tallyIn("ratingDifference", a, "scale-point");
  if (a.direction !== undefined && b.direction !== undefined && a.direction !== b.direction) {
    throw cxError(
      "invalid-setup",
      `ratingDifference needs one direction, got ${a.direction} and ${b.direction}`,
    );
  }
  return scoreComparison(
    meanRule("ratingDifference", left.scale),
    left,
    tallyIn("ratingDifference", b, "scale-point"),
    options,
  );
}

/** A result of {@link nps} or {@link npsFromCounts}, or anything with the tally of its answers. */
export interface NpsSample {
  readonly tally: ScaleTally;
  readonly unit?: "points";
}

/** A result of {@link csat}. */
export interface ShareSample extends Pick<CsatResult, "tally" | "topPoints" | "direction"> {
  readonly unit?: "percent";
}

/** A result of {@link ratingMean} or {@link ces}, or anything with the tally of its ratings. */
export interface RatingSample {
  readonly tally: ScaleTally;
  readonly unit?: "scale-point";
  readonly direction?: "higher-is-better" | "lower-is-better";
}

/** The tally of a result of that unit. */
function tallyIn(caller: string, result: NpsSample | ShareSample | RatingSample, unit: Unit): ScaleTally {
  const { tally, unit: given = unit } = (result ?? {}) as {
    readonly tally?: ScaleTally;
    readonly unit?: Unit;
  };
  if (tally?.kind !== "scale") {
    throw new TypeError(`${caller} requires results with a scale tally, got ${tally ? tally.kind : "none"}`);
  }
  if (given !== unit) {
    throw cxError("invalid-setup", `${caller} compares results in ${unit}, got one in ${given}`);
  }
  return tally;
}
