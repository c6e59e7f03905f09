import type { ScaleTally } from "@cxkit/core";
import { type Analysis, baseSize, tallyGroups } from "./analysis.ts";
import type { ComparedPair, TestedChange } from "./changes.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { type FieldValue, knownSums, nameOf } from "./nested-fields.ts";
import type { SegmentGroups } from "./segments.ts";
import { hiddenCells } from "./small-cells.ts";
import { testedChange } from "./tested-change.ts";

/** The leading score and every place within every segment, after against before. */
export async function segmentChanges(
  analysis: Analysis,
  segments: readonly SegmentGroups[],
  pair: ComparedPair,
): Promise<readonly TestedChange[]> {
  const [leading] = analysis.scores;
  const found: TestedChange[] = [];
  for (const measured of [...(leading ? [leading] : []), ...analysis.places]) {
    const rows = await bothTallies(analysis, measured, segments, pair);
    const cells = rows.map(({ before, after }) => [baseSize(before), baseSize(after)]);
    const also = measured === leading ? alreadyHidden(analysis, segments, rows) : undefined;
    const hidden = hiddenCells(cells, knownSums(rows, analysis.nestings), analysis.minimumCell, also);
    rows.forEach((row, at) => {
      if (hidden[at] !== null || row.value === null || baseSize(row.after) === 0) return;
      const place = measured === leading ? "" : `${measured.label} · `;
      const what = { kind: "segment" as const, label: `${place}${row.label}: ${row.value}` };
      found.push(testedChange(analysis, measured, what, row));
    });
  }
  return found;
}

/** One value of one field, before and after. */
interface SegmentRow extends FieldValue {
  readonly label: string;
  readonly before: ScaleTally;
  readonly after: ScaleTally;
}

async function bothTallies(
  analysis: Analysis,
  measured: MeasuredItem,
  segments: readonly SegmentGroups[],
  pair: ComparedPair,
): Promise<readonly SegmentRow[]> {
  const all = segments.map(async ({ field, label }) => {
    const [left, right] = await Promise.all([
      tallyGroups(analysis, measured, field, pair.before),
      tallyGroups(analysis, measured, field, pair.after),
    ]);
    const before = new Map(left.map(({ value, tally }) => [value, tally]));
    const after = new Map(right.map(({ value, tally }) => [value, tally]));
    const empty = measured.metric.empty();
    return [...new Set([...before.keys(), ...after.keys()])].map((value) => ({
      field,
      label,
      value,
      before: before.get(value) ?? empty,
      after: after.get(value) ?? empty,
    }));
  });
  return (await Promise.all(all)).flat();
}

/** Rows that the leading score's segments hide, or of which so little lies outside the two stretches that it would be told. */
function alreadyHidden(
  { minimumCell }: Analysis,
  segments: readonly SegmentGroups[],
  rows: readonly SegmentRow[],
): ReadonlySet<number> {
  const shown = new Map(
    segments.flatMap(({ field, groups }) =>
      groups.flatMap(({ value, tally, hidden }) =>
        hidden === null ? [[nameOf({ field, value }), baseSize(tally)] as const] : [],
      ),
    ),
  );
  return new Set(
    rows.flatMap((row, at) => {
      const total = shown.get(nameOf(row));
      const rest = (total ?? 0) - baseSize(row.before) - baseSize(row.after);
      return total === undefined || (rest > 0 && rest < minimumCell) ? [at] : [];
    }),
  );
}
