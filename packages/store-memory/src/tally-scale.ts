import {
  type CategoryTally,
  type MissingCounts,
  type MissingReason,
  type MomentTally,
  type Scale,
  type ScaleTally,
  type Tally,
  missingReasons,
  scalePoints,
} from "@cxkit/core";
import type { AnswerSeries } from "./answer-series.ts";
import type { CodedCell } from "./cell-order.ts";
import { scaleCounter } from "./scale-counter.ts";
import { countedPositions, isWeighted, slotsOf, weightsOf } from "./selected-answers.ts";
import type { Grouping, SelectedRows } from "./selected-rows.ts";

/** Counts the answers of a series on a scale: one pass of the kernel, whichever tally is wanted. */
export function tallyScale(
  rows: readonly SelectedRows[],
  series: AnswerSeries,
  scale: Scale,
  kind: "scale" | "category" | "moment",
  grouping: Grouping,
): CodedCell[] {
  const weighted = kind !== "moment" && isWeighted(rows, series);
  const counter = scaleCounter({
    size: slotsOf(series),
    cardinalities: grouping.cardinalities,
    periods: grouping.periods,
    rows: rows.reduce((sum, { from, below }) => sum + below - from, 0),
    weighted,
  });
  for (const run of rows) {
    const position = countedPositions(run, series);
    if (!position) continue;
    const block = {
      position,
      by: grouping.codes(run.chunk),
      weight: weighted ? weightsOf(run.chunk) : undefined,
    };
    grouping.cut(run, (from, below, period) => counter.add(block, from, below, period));
  }
  const { cells, width, counts, weights, period, code } = counter.groups();
  const points = scalePoints(scale);
  const coded: CodedCell[] = [];
  for (let cell = 0; cell < cells; cell += 1) {
    const start = cell * width;
    if (isEmpty(counts, start, start + width - 1)) continue;
    const slice = (of: Int32Array | Float64Array): number[] =>
      Array.from(of.subarray(start, start + series.size));
    const table: CountedScale = {
      counts: slice(counts),
      missing: missingOf(counts, start + series.size),
      ...(weights && { weights: { sum: slice(weights.sum), sumOfSquares: slice(weights.sumOfSquares) } }),
    };
    coded.push({
      codes: grouping.fields.map((_, field) => code(cell, field)),
      period: period(cell),
      tally: tallyOf(table, kind, scale, points, series),
    });
  }
  return coded;
}

interface CountedScale {
  readonly counts: number[];
  readonly missing: MissingCounts;
  readonly weights?: { readonly sum: number[]; readonly sumOfSquares: number[] };
}

function tallyOf(
  table: CountedScale,
  kind: "scale" | "category" | "moment",
  scale: Scale,
  points: readonly number[],
  { reference }: AnswerSeries,
): Tally {
  if (kind === "moment") return momentsOf(table, points);
  if (kind === "category") return categoriesOf(table, points);
  const { counts, weights, missing } = table;
  return {
    kind,
    scale,
    counts,
    ...(weights && { weights }),
    instrument: reference,
    missing,
  } satisfies ScaleTally;
}

function categoriesOf({ counts, weights, missing }: CountedScale, points: readonly number[]): CategoryTally {
  const present = points.map((point, at) => [String(point), at] as const).filter(([, at]) => counts[at]! > 0);
  return {
    kind: "category",
    counts: Object.fromEntries(present.map(([name, at]) => [name, counts[at]!])),
    ...(weights && {
      weights: Object.fromEntries(
        present.map(([name, at]) => [
          name,
          { sum: weights.sum[at]!, sumOfSquares: weights.sumOfSquares[at]! },
        ]),
      ),
    }),
    missing,
  };
}

function momentsOf({ counts, missing }: CountedScale, points: readonly number[]): MomentTally {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const sum = counts.reduce((total, count, at) => total + count * points[at]!, 0);
  const mean = n > 0 ? sum / n : 0;
  const present = points.filter((_, at) => counts[at]! > 0);
  return {
    kind: "moment",
    n,
    mean,
    squares: counts.reduce((total, count, at) => total + count * (points[at]! - mean) ** 2, 0),
    minimum: present[0] ?? null,
    maximum: present.at(-1) ?? null,
    missing,
  };
}

function missingOf(counts: Int32Array, start: number): MissingCounts {
  const missing: { [reason in MissingReason]?: number } = {};
  missingReasons.forEach((reason, at) => {
    const count = counts[start + at]!;
    if (count > 0) missing[reason] = count;
  });
  return missing;
}

function isEmpty(counts: Int32Array, from: number, below: number): boolean {
  for (let k = from; k < below; k += 1) if (counts[k]! !== 0) return false;
  return true;
}
