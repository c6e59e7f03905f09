import { type Comparison, mergeScaleTallies, type ScaleTally } from "@cxkit/core";
import { benjaminiHochberg } from "@cxkit/stats";
import type { SegmentRow, Segmentation } from "@cxkit/report";
import { type Analysis, baseSize, type Group, tallyGroups } from "./analysis.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { hiddenRows } from "./small-cells.ts";

/**
 * A score cut by one field: every value against all the others together, corrected over the values (Benjamini–Hochberg),
 * small cells hidden.
 */
export async function segmentation(
  analysis: Analysis,
  measured: MeasuredItem,
  dimension: { readonly field: string; readonly label: string },
): Promise<Segmentation | null> {
  const groups = (await tallyGroups(analysis, measured, dimension.field)).filter(
    ({ tally }) => baseSize(tally) > 0,
  );
  if (groups.filter(({ value }) => value !== null).length < 2) return null;
  const hidden = hiddenRows(
    groups.map(({ tally }) => baseSize(tally)),
    analysis.minimumCell,
  );
  const comparisons = groups.map((group, i) =>
    hidden[i] === null && group.value !== null ? versusRest(analysis, measured, groups, group) : null,
  );
  const corrected = correct(comparisons);
  const rows = groups.map((group, i): SegmentRow => {
    const n = baseSize(group.tally);
    const comparison = corrected[i] ?? null;
    return {
      value: group.value ?? "",
      absent: group.value === null,
      n: hidden[i] === null ? n : null,
      estimate: hidden[i] === null ? measured.estimate(group.tally, analysis) : null,
      hidden: hidden[i] ?? null,
      versusRest: comparison,
      signal: signalOf(comparison, analysis.confidenceLevel),
    };
  });
  return {
    field: dimension.field,
    label: dimension.label,
    score: measured.label,
    metric: measured.summary,
    rows: sortRows(rows, measured.summary.better),
    correction: {
      method: "benjamini-hochberg",
      comparisons: comparisons.filter((one) => one !== null).length,
    },
  };
}

/** Corrects a family of comparisons by Benjamini–Hochberg; `null` entries stay. */
export function correct(comparisons: readonly (Comparison | null)[]): (Comparison | null)[] {
  const tested = comparisons.filter((comparison) => comparison !== null);
  const adjusted = benjaminiHochberg(tested.map(({ pValue }) => pValue));
  let next = 0;
  return comparisons.map((comparison) => {
    if (!comparison) return null;
    const pValue = adjusted[next]!;
    next += 1;
    return { ...comparison, adjusted: { method: "benjamini-hochberg", pValue } };
  });
}

/** Merges tallies of one item, or nothing. */
export function mergedTallies(measured: MeasuredItem, tallies: readonly ScaleTally[]): ScaleTally {
  return tallies.reduce((left, right) => mergeScaleTallies(left, right), measured.metric.empty());
}

function versusRest(
  analysis: Analysis,
  measured: MeasuredItem,
  groups: readonly Group[],
  group: Group,
): Comparison | null {
  const others = groups.filter((other) => other !== group).map(({ tally }) => tally);
  const rest = mergedTallies(measured, others);
  if (baseSize(rest) < analysis.minimumCell) return null;
  return measured.metric.compare(group.tally, rest, { confidenceLevel: analysis.confidenceLevel });
}

function signalOf(comparison: Comparison | null, confidenceLevel: number): SegmentRow["signal"] {
  const pValue = comparison?.adjusted?.pValue;
  const difference = comparison?.difference.value;
  if (pValue === undefined || difference == null || pValue >= 1 - confidenceLevel) return null;
  return difference > 0 ? "above" : "below";
}

/** Shown rows by value, best first; then hidden ones; rows without the field last. */
function sortRows(rows: readonly SegmentRow[], better: "higher" | "lower"): readonly SegmentRow[] {
  const sign = better === "higher" ? -1 : 1;
  const rank = (row: SegmentRow): number => (row.absent ? 2 : row.hidden === null ? 0 : 1);
  return [...rows].sort(
    (left, right) =>
      rank(left) - rank(right) ||
      sign * ((left.estimate?.value ?? 0) - (right.estimate?.value ?? 0)) ||
      (left.value < right.value ? -1 : 1),
  );
}
