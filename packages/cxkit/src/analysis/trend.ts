import type { Every } from "@cxkit/core";
import type { Trend, TrendPoint } from "@cxkit/report";
import { type Analysis, baseSize, type Slice, tallyItem, waveSlice } from "./analysis.ts";
import { calendarDate, instantIn, isPartial, type Period, periodLabel } from "./calendar.ts";
import type { MeasuredItem } from "./measured-item.ts";
import { hiddenRows } from "./small-cells.ts";

/** A period of the data: its label, whether it is whole, and how to select it. */
export interface Stretch extends Slice {
  readonly period: Period | null;
  readonly partial: boolean;
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
  const silence = longestSilence(days.flatMap(({ period }) => period ?? []));
  return cells
    .flatMap(({ period }) => period ?? [])
    .sort((left, right) => left.from - right.from)
    .map((period) => ({
      label: periodLabel(period.from, every, zone),
      period,
      partial: isPartial(period, span, silence),
      window: period,
    }));
}

/** A score over the given stretches; small ones are hidden. */
export async function trendOf(
  analysis: Analysis,
  measured: MeasuredItem,
  every: Every,
  over: readonly Stretch[],
): Promise<Trend | null> {
  if (over.length < 2) return null;
  const tallies = await Promise.all(over.map((stretch) => tallyItem(analysis, measured, stretch)));
  const hidden = hiddenRows(tallies.map(baseSize), analysis.minimumCell);
  const points = over.map((stretch, i): TrendPoint => {
    const tally = tallies[i]!;
    const { period } = stretch;
    return {
      label: stretch.label,
      from: period && instantIn(period.from, analysis.zone),
      below: period && instantIn(period.below, analysis.zone),
      partial: stretch.partial,
      estimate: hidden[i] === null && baseSize(tally) > 0 ? measured.estimate(tally, analysis) : null,
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

function longestSilence(days: readonly Period[]): number {
  const sorted = [...days].sort((left, right) => left.from - right.from);
  let longest = 0;
  for (let i = 1; i < sorted.length; i += 1)
    longest = Math.max(longest, sorted[i]!.from - sorted[i - 1]!.below);
  return longest;
}
