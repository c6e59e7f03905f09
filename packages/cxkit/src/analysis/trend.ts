import type { Every, ScaleTally } from "@cxkit/core";
import type { Trend, TrendPoint } from "@cxkit/report";
import { type Analysis, baseSize, type Slice, tallySelection, waveSlice } from "./analysis.ts";
import {
  calendarDate,
  dayNumber,
  instantIn,
  isPartial,
  type Period,
  periodLabel,
  usualSilence,
} from "./calendar.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { type HiddenReason, hiddenRows } from "./small-cells.ts";

/** A period of the data: its label, whether it is whole, and how to select it. */
export interface Stretch extends Slice {
  readonly period: Period | null;
  readonly partial: boolean;
}

/** What was answered in a stretch, and whether it is hidden. */
export interface StretchTally {
  readonly stretch: Stretch;
  readonly tally: ScaleTally;
  readonly hidden: HiddenReason;
}

/** The waves, or the calendar periods that hold answers, in order. */
export async function stretches(analysis: Analysis, every: Every): Promise<readonly Stretch[]> {
  if (analysis.waves.length > 1) {
    return analysis.waves.map((wave) => ({ ...waveSlice(wave), period: null, partial: false }));
  }
  const { span, zone } = analysis;
  if (!span) return [];
  const count = { types: ["survey.responded"] as const, tally: "category" as const, value: "type" };
  const [cells, days] = await Promise.all([
    analysis.store.tally({ select: count, by: [], every, zone }),
    analysis.store.tally({ select: count, by: [], every: "day", zone }),
  ]);
  const periods = cells
    .flatMap(({ period }) => period ?? [])
    .toSorted((left, right) => left.from - right.from);
  const active = days
    .flatMap(({ period }) => (period ? [dayNumber(period.from, zone)] : []))
    .toSorted((left, right) => left - right);
  const data = { first: active[0] ?? 0, last: active.at(-1) ?? 0 };
  const silence = usualSilence(active, periods.length);
  return periods.map((period) => ({
    label: periodLabel(period.from, every, zone),
    period,
    partial: isPartial(
      { first: dayNumber(period.from, zone), last: dayNumber(period.below - 1, zone) },
      data,
      silence,
    ),
    window: period,
  }));
}

/** Counts an item's answers in every stretch, and decides which stretches to hide. */
export async function stretchTallies(
  analysis: Analysis,
  measured: MeasuredItem,
  every: Every,
  over: readonly Stretch[],
): Promise<readonly StretchTally[]> {
  const byWave = analysis.waves.length > 1;
  const cells = await tallySelection(analysis, measured, byWave ? { by: "data.wave" } : { every });
  const found = new Map(cells.map(({ value, from, tally }) => [byWave ? value : from, tally]));
  const tallies = over.map(
    ({ label, period }) => found.get(byWave ? label : (period?.from ?? null)) ?? measured.metric.empty(),
  );
  const hidden = hiddenRows(tallies.map(baseSize), analysis.minimumCell);
  return over.map((stretch, i) => ({ stretch, tally: tallies[i]!, hidden: hidden[i]! }));
}

/** A score over its stretches; small ones are hidden. `null` where there are not two. */
export function trendOf(
  analysis: Analysis,
  measured: MeasuredItem,
  every: Every,
  over: readonly StretchTally[],
): Trend | null {
  if (over.length < 2) return null;
  const points = over.map(({ stretch, tally, hidden }): TrendPoint => {
    const { label, period, partial } = stretch;
    return {
      label,
      from: period && instantIn(period.from, analysis.zone),
      below: period && instantIn(period.below, analysis.zone),
      partial,
      estimate: hidden === null && baseSize(tally) > 0 ? measured.estimate(tally, analysis) : null,
    };
  });
  return { every: analysis.waves.length > 1 ? "wave" : every, points };
}

/** First and last answer as calendar dates. */
export function reportPeriod({
  span,
  zone,
}: Analysis): { readonly from: string; readonly to: string } | null {
  return span && { from: calendarDate(span.first, zone), to: calendarDate(span.last, zone) };
}
