import { type Comparison, mergeScaleTallies, type ScaleTally } from "@cxkit/core";
import { benjaminiHochberg } from "@cxkit/stats/hypothesis-tests";
import type { SegmentRow, Segmentation } from "@cxkit/report";
import { type Analysis, baseSize, type Group, tallyGroups } from "./analysis.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { knownSums, nameOf } from "./nested-fields.ts";
import { type HiddenReason, hiddenCells } from "./small-cells.ts";

/** A score's tallies by the values of one field, and which of them are hidden. */
export interface SegmentGroups {
  readonly field: string;
  readonly label: string;
  readonly groups: readonly (Group & { readonly hidden: HiddenReason })[];
}

/**
 * Counts a score by every field with at least two values. What is hidden is decided over all fields at once: a store that is
 * hidden must not follow from its region, which is shown.
 */
export async function segmentGroups(
  analysis: Analysis,
  measured: MeasuredItem,
): Promise<readonly SegmentGroups[]> {
  const all = await Promise.all(
    analysis.dimensions.map(async ({ field, label }) => ({
      field,
      label,
      groups: (await tallyGroups(analysis, measured, field)).filter(({ tally }) => baseSize(tally) > 0),
    })),
  );
  const cut = all.filter(({ groups }) => groups.filter(({ value }) => value !== null).length > 1);
  const rows = cut.flatMap(({ field, groups }) => groups.map((group) => ({ field, ...group })));
  const reasons = hiddenCells(
    rows.map(({ tally }) => [baseSize(tally)]),
    knownSums(rows, analysis.nestings),
    analysis.minimumCell,
  );
  let next = 0;
  return cut.map(({ field, label, groups }) => ({
    field,
    label,
    groups: groups.map((group) => ({ ...group, hidden: reasons[next++] ?? null })),
  }));
}

/** Names of the values that are hidden, as {@link nameOf} writes them. */
export function hiddenValues(segments: readonly SegmentGroups[]): ReadonlySet<string> {
  return new Set(
    segments.flatMap(({ field, groups }) =>
      groups.flatMap(({ value, hidden }) => (hidden === null ? [] : [nameOf({ field, value })])),
    ),
  );
}

/**
 * A score cut by one field: every value against all the others together, corrected over the values (Benjamini–Hochberg),
 * small cells hidden.
 *
 * @returns `null` where nothing could be shown
 */
export function segmentation(
  analysis: Analysis,
  measured: MeasuredItem,
  { field, label, groups }: SegmentGroups,
): Segmentation | null {
  if (groups.every(({ hidden }) => hidden !== null)) return null;
  const comparisons = groups.map((group) =>
    group.hidden === null && group.value !== null ? versusRest(analysis, measured, groups, group) : null,
  );
  const corrected = correct(comparisons);
  const rows = groups.map(({ value, tally, hidden }, i): SegmentRow => {
    const comparison = corrected[i] ?? null;
    return {
      value: value ?? "",
      absent: value === null,
      n: hidden === null ? baseSize(tally) : null,
      estimate: hidden === null ? measured.estimate(tally, analysis) : null,
      hidden,
      versusRest: comparison,
      signal: signalOf(comparison, analysis.confidenceLevel),
    };
  });
  return {
    field,
    label,
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

function versusRest(
  analysis: Analysis,
  measured: MeasuredItem,
  groups: readonly Group[],
  group: Group,
): Comparison | null {
  const rest = groups
    .filter((other) => other !== group)
    .reduce<ScaleTally>((sum, { tally }) => mergeScaleTallies(sum, tally), measured.metric.empty());
  if (baseSize(rest) < analysis.minimumCell) return null;
  return measured.metric.compare(group.tally, rest, { confidenceLevel: analysis.confidenceLevel });
}

function signalOf(comparison: Comparison | null, confidenceLevel: number): SegmentRow["signal"] {
  const pValue = comparison?.adjusted?.pValue;
  const difference = comparison?.difference.value;
  if (pValue === undefined || difference == null || difference === 0) return null;
  return pValue < 1 - confidenceLevel ? (difference > 0 ? "above" : "below") : null;
}

/** Shown rows by value, best first; then hidden ones; rows without the field last. */
function sortRows(rows: readonly SegmentRow[], better: "higher" | "lower"): readonly SegmentRow[] {
  const sign = better === "higher" ? -1 : 1;
  const rank = (row: SegmentRow): number => (row.absent ? 2 : row.hidden === null ? 0 : 1);
  return rows.toSorted(
    (left, right) =>
      rank(left) - rank(right) ||
      sign * ((left.estimate?.value ?? 0) - (right.estimate?.value ?? 0)) ||
      (left.value < right.value ? -1 : 1),
  );
}
