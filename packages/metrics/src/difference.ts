import type { Comparison, ScaleTally } from "@cxkit/core";
import { npsRule } from "./nps-metric.ts";
import type { NetDifferenceMethod } from "./score-kind.ts";
import { type CompareOptions, scoreComparison } from "./score-estimate.ts";

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
 * @example npsDifference(nps([10, 9, 9, 8]), nps([10, 8, 6, 3])).difference.value // => 100
 */
export function npsDifference(
  a: { readonly tally: ScaleTally },
  b: { readonly tally: ScaleTally },
  options: CompareOptions<NetDifferenceMethod> = {},
): Comparison {
  return scoreComparison(npsRule, tallyIn("npsDifference", a), tallyIn("npsDifference", b), options);
}

/** The tally of a result. */
export function tallyIn(caller: string, result: { readonly tally: ScaleTally }): ScaleTally {
  const tally = (result as { readonly tally?: ScaleTally } | undefined)?.tally;
  if (tally?.kind !== "scale") {
    throw new TypeError(`${caller} requires results with a scale tally, got ${tally ? tally.kind : "none"}`);
  }
  return tally;
}
