import type { Every, Filter, Journey, ScaleTally, Store, Window } from "@cxkit/core";
import type { ReportLocale } from "@cxkit/report";
import type { MeasuredItem } from "./measured-item.ts";
import type { Nesting } from "./nested-fields.ts";

/** Everything the parts of a report share: the events, and how they are to be measured. */
export interface Analysis {
  readonly store: Store;
  /** IANA zone in which days, weeks and months begin. */
  readonly zone: string;
  readonly locale: ReportLocale;
  readonly confidenceLevel: number;
  readonly minimumCell: number;
  /** Scores of the whole experience, leading one first. */
  readonly scores: readonly MeasuredItem[];
  /** Items about one place each. */
  readonly places: readonly MeasuredItem[];
  readonly journey: Journey;
  readonly dimensions: readonly { readonly field: string; readonly label: string }[];
  /** What nests in what among the dimensions: stores in regions. */
  readonly nestings: readonly Nesting[];
  /** In order of time; empty where answers belong to no wave. */
  readonly waves: readonly string[];
  /** First and last answer, in milliseconds since 1970-01-01T00:00Z; `null` where answers carry no date of their own. */
  readonly span: { readonly first: number; readonly last: number } | null;
}

/** A part of the answers: a wave, a period, a segment; everything when empty. */
export interface Slice {
  readonly label: string;
  readonly where?: Filter;
  readonly window?: Window;
}

/** One group of a tally: its value (`null`: the field is absent) and its counts. */
export interface Group {
  readonly value: string | null;
  readonly tally: ScaleTally;
}

/** Counts an item's answers in a slice. */
export async function tallyItem(
  analysis: Analysis,
  measured: MeasuredItem,
  slice?: Slice,
): Promise<ScaleTally> {
  const [cell] = await tallySelection(analysis, measured, { slice });
  return cell?.tally ?? measured.metric.empty();
}

/** Counts an item's answers in a slice, grouped by a field. Groups without any record are not there. */
export async function tallyGroups(
  analysis: Analysis,
  measured: MeasuredItem,
  field: string,
  slice?: Slice,
): Promise<readonly Group[]> {
  return tallySelection(analysis, measured, { by: field, slice });
}

/** Counts an item's answers, by a field and calendar period where asked; `from` is the period's begin. */
export async function tallySelection(
  { store, zone }: Analysis,
  { metric: { select } }: MeasuredItem,
  { by, every, slice }: { readonly by?: string; readonly every?: Every; readonly slice?: Slice | undefined },
): Promise<readonly (Group & { readonly from: number | null })[]> {
  const where =
    select.where && slice?.where ? { all: [select.where, slice.where] } : (slice?.where ?? select.where);
  const cells = await store.tally({
    select: { ...select, ...(where && { where }) },
    by: by === undefined ? [] : [by],
    zone,
    ...(every && { every }),
    ...(slice?.window && { window: slice.window }),
  });
  return cells.map((cell) => ({
    value: by === undefined ? null : (cell.by[by] ?? null),
    from: cell.period?.from ?? null,
    tally: cell.tally as ScaleTally,
  }));
}

/** The answers of one wave. */
export function waveSlice(wave: string): Slice {
  return { label: wave, where: { field: "data.wave", in: [wave] } };
}

/** Number of answers on the scale. */
export function baseSize(tally: ScaleTally): number {
  return tally.counts.reduce((sum, count) => sum + count, 0);
}
