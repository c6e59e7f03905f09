import type { Comparison } from "@cxkit/core";
import { benjaminiHochberg, bonferroni, holm } from "@cxkit/stats/hypothesis-tests";

/** P-values in, adjusted p-values out, in the same order: `benjaminiHochberg`, `holm`… of `@cxkit/stats`. */
export type PValueAdjustment = (pValues: readonly number[]) => number[];

/**
 * Corrects the p-values of a family of comparisons made side by side, so that looking at many segments does not find
 * changes that are none. Comparisons in which nothing could be compared (`test: "none"`) do not count into the family.
 *
 * @param comparisons everything that was looked at, not only what looked interesting
 * @param adjustment Default Benjamini–Hochberg, which controls the share of false discoveries
 * @param method name that goes into the result; needed for an adjustment of your own
 * @returns the same comparisons in the same order, with `adjusted`
 * @example
 * import { adjustComparisons, difference, nps } from "@cxkit/metrics";
 * const comparison = difference(nps([9, 10, 8]), nps([3, 6, 8]));
 * adjustComparisons([comparison])[0]?.adjusted?.method // => "benjamini-hochberg"
 */
export function adjustComparisons(
  comparisons: readonly Comparison[],
  adjustment: PValueAdjustment = benjaminiHochberg,
  method: string = names.get(adjustment) ?? "custom",
): Comparison[] {
  const family = comparisons.filter(({ test }) => test !== "none");
  const adjusted = adjustment(family.map(({ pValue }) => pValue));
  let next = 0;
  return comparisons.map((comparison) =>
    comparison.test === "none"
      ? comparison
      : { ...comparison, adjusted: { method, pValue: adjusted[next++]! } },
  );
}

const names = /* @__PURE__ */ new Map<PValueAdjustment, string>([
  [benjaminiHochberg, "benjamini-hochberg"],
  [holm, "holm"],
  [bonferroni, "bonferroni"],
]);
