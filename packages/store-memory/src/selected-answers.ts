import { type Selection, cxError, missingReasons } from "@cxkit/core";
import type { AnswerSeries } from "./answer-series.ts";
import type { Chunk } from "./chunk.ts";
import type { SelectedRows } from "./selected-rows.ts";

/**
 * The series a selection counts: that of its item with an answer among the selected rows; `undefined` when none has.
 *
 * @throws {CxError} `invalid-setup` when answers of two instruments are among them
 */
export function selectedSeries(
  series: readonly AnswerSeries[],
  select: Selection,
  rows: readonly SelectedRows[],
): AnswerSeries | undefined {
  const answered = series.filter(
    (one) =>
      one.item === select.item &&
      (select.instrument === undefined || one.reference === select.instrument) &&
      rows.some((run) => hasAnswer(run, one)),
  );
  if (answered.length > 1) {
    throw cxError(
      "invalid-setup",
      `answers to ${select.item} were given under ${answered.map(({ reference }) => reference).join(" and ")}: a selection counts one instrument`,
      { path: "select.instrument" },
    );
  }
  return answered[0];
}

/**
 * The positions of a series in a run of rows, as the kernel counts them: a scale point, size + the number of the reason
 * where there is no value, and more than that where the row is not selected or has no answer.
 */
export function countedPositions(
  { chunk, from, below, mask }: SelectedRows,
  series: AnswerSeries,
): Uint8Array | Uint16Array | undefined {
  const column = chunk.answers[series.index];
  if (column === undefined || Array.isArray(column)) return undefined;
  if (!mask && !series.hasOdd) return column;
  const { slots, absent } = series;
  const counted = column.slice();
  for (let row = from; row < below; row += 1) {
    counted[row] = mask && mask[row]! > 0 ? absent : slots[column[row]!]!;
  }
  return counted;
}

/** Whether an answer (a missing one is one) among the rows comes with a weight. */
export function isWeighted(rows: readonly SelectedRows[], series: AnswerSeries): boolean {
  return rows.some((run) => {
    const { weight } = run.chunk;
    return weight !== undefined && someAnswer(run, series, (row) => !Number.isNaN(weight[row]!));
  });
}

/** The weights of a chunk's rows, 1 where a row has none. */
export function weightsOf({ weight, capacity }: Chunk): Float64Array {
  return weight
    ? weight.map((value) => (Number.isNaN(value) ? 1 : value))
    : new Float64Array(capacity).fill(1);
}

/** Number of slots of a series: its points and the reasons for having none. */
export function slotsOf(series: AnswerSeries): number {
  return series.size + missingReasons.length;
}

function hasAnswer(run: SelectedRows, series: AnswerSeries): boolean {
  return someAnswer(run, series, () => true);
}

function someAnswer(
  { chunk, from, below, mask }: SelectedRows,
  series: AnswerSeries,
  fulfils: (row: number) => boolean,
): boolean {
  const column = chunk.answers[series.index];
  if (!column) return false;
  for (let row = from; row < below; row += 1) {
    const cell = column[row];
    if (cell !== undefined && cell !== series.absent && !(mask && mask[row]! > 0) && fulfils(row))
      return true;
  }
  return false;
}
