import type { ScaleTally } from "@cxkit/core";
import type { ReportLocale } from "@cxkit/report";
import { type Analysis, baseSize, tallyGroups } from "./analysis.ts";
import type { ComparedPair } from "./compared-pair.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { type FieldValue, knownSums, nameOf } from "./nested-fields.ts";
import type { SegmentGroups } from "./segments.ts";
import { hiddenCells } from "./small-cells.ts";
import { type TestedChange, testedChange } from "./tested-change.ts";

/** The leading score and every place within every segment, after against before. */
export async function segmentChanges(
  analysis: Analysis,
  segments: readonly SegmentGroups[],
  pair: ComparedPair,
): Promise<readonly TestedChange[]> {
  const [leading] = analysis.scores;
  const found: TestedChange[] = [];
  for (const measured of [...(leading ? [leading] : []), ...analysis.places]) {
    const totals = measured === leading ? shownTotals(segments) : undefined;
    const rows = await bothTallies(analysis, measured, segments, { ...pair, totals });
    const cells = rows.map(({ before, after, rest }) => [baseSize(before), baseSize(after), rest]);
    const hidden = hiddenCells(
      cells,
      knownSums(rows, analysis.nestings),
      analysis.minimumCell,
      untested(analysis, rows),
    );
    rows.forEach((row, at) => {
      if (hidden[at] !== null || row.value === null || baseSize(row.after) === 0) return;
      const place = measured === leading ? "" : `${measured.label} · `;
      const what = {
        kind: "segment" as const,
        label: `${place}${segmentName(row.label, row.value, analysis.locale)}`,
      };
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
  /** Answers in neither stretch, where the report shows the total, so that they follow from what is tested; else 0. */
  readonly rest: number;
  /** Hidden in the report's segments. */
  readonly hidden: boolean;
}

async function bothTallies(
  analysis: Analysis,
  measured: MeasuredItem,
  segments: readonly SegmentGroups[],
  pair: ComparedPair & { readonly totals: ReadonlyMap<string, SegmentTotal> | undefined },
): Promise<readonly SegmentRow[]> {
  const all = segments.map(async ({ field, label }) => {
    const [left, right] = await Promise.all([
      tallyGroups(analysis, measured, field, pair.before),
      tallyGroups(analysis, measured, field, pair.after),
    ]);
    const before = new Map(left.map(({ value, tally }) => [value, tally]));
    const after = new Map(right.map(({ value, tally }) => [value, tally]));
    const empty = measured.metric.empty();
    return [...new Set([...before.keys(), ...after.keys()])].map((value) => {
      const both = { before: before.get(value) ?? empty, after: after.get(value) ?? empty };
      const total = pair.totals?.get(nameOf({ field, value }));
      const rest = total ? total.n - baseSize(both.before) - baseSize(both.after) : 0;
      return { field, label, value, ...both, rest, hidden: total?.hidden ?? false };
    });
  });
  return (await Promise.all(all)).flat();
}

interface SegmentTotal {
  readonly n: number;
  readonly hidden: boolean;
}

function shownTotals(segments: readonly SegmentGroups[]): ReadonlyMap<string, SegmentTotal> {
  return new Map(
    segments.flatMap(({ field, groups }) =>
      groups.map(({ value, tally, hidden }) => [
        nameOf({ field, value }),
        { n: baseSize(tally), hidden: hidden !== null },
      ]),
    ),
  );
}

/** Rows that the report's segments hide, or that have too few answers in one of the stretches. */
function untested({ minimumCell }: Analysis, rows: readonly SegmentRow[]): ReadonlySet<number> {
  return new Set(
    rows.flatMap(({ before, after, hidden }, at) =>
      hidden || Math.min(baseSize(before), baseSize(after)) < minimumCell ? [at] : [],
    ),
  );
}

/** What a segment is called: `Region: West`, and `Store 15` where the value says the field already. */
function segmentName(field: string, value: string, locale: ReportLocale): string {
  if (value.toLowerCase().startsWith(field.toLowerCase())) return value;
  return `${field}${locale === "zh" ? "：" : ": "}${value}`;
}
