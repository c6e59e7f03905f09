import {
  type Columns,
  type DictionaryColumn,
  type FieldPath,
  type MissingReason,
  type ScanQuery,
  cxError,
  missingReasons,
  scalePoints,
} from "@cxkit/core";
import { type AnswerSeries, type KeptAnswer, isOdd } from "./answer-series.ts";
import type { Chunk } from "./chunk.ts";
import { codesFor } from "./dictionary.ts";
import type { FieldColumns } from "./field-columns.ts";
import type { RowTable } from "./row-table.ts";
import { isWeighted, selectedSeries } from "./selected-answers.ts";
import { type SelectedRows, selectedRows } from "./selected-rows.ts";

/**
 * Streams what a selection counts.
 *
 * @yields one page of columns per chunk that has such rows
 */
export function* scanPages(table: RowTable, fields: FieldColumns, query: ScanQuery): Generator<Columns> {
  const { select, window } = query;
  if (select.item !== undefined && select.value !== undefined) {
    throw cxError(
      "invalid-setup",
      `a selection has an item or a value, got ${select.item} and ${select.value}`,
    );
  }
  const rows = selectedRows(table.chunks(), fields, { types: select.types, where: select.where, window });
  const chunks = rows.map(({ chunk }) => chunk);
  const asked = query.fields.map((path) => [path, fields.text(path, chunks)] as const);
  const series = select.item === undefined ? undefined : selectedSeries(table.series, select, rows);
  if (select.item !== undefined && !series) return;
  const weighted = series !== undefined && isWeighted(rows, series);
  for (const run of rows) {
    const { chunk } = run;
    const cellOf = series ? answerCells(chunk, series) : fieldCells(chunk, fields, select.value);
    const taken = takenRows(run, cellOf);
    if (taken.length === 0) continue;
    const value = new Float64Array(taken.length);
    const missing = new Uint8Array(taken.length);
    taken.forEach((row, at) => {
      const cell = cellOf(row)!;
      value[at] = cell.value;
      if (cell.reason) missing[at] = 1 + missingReasons.indexOf(cell.reason);
    });
    const columns: { [path: FieldPath]: DictionaryColumn } = {};
    for (const [path, field] of asked) {
      const codes = field.codes(chunk);
      const part = codesFor(2 ** (8 * codes.BYTES_PER_ELEMENT) - 1, taken.length);
      taken.forEach((row, at) => {
        part[at] = codes[row]!;
      });
      columns[path] = { codes: part, values: [...field.values] };
    }
    yield {
      length: taken.length,
      time: Float64Array.from(taken, (row) => chunk.time[row]!),
      value,
      ...(missing.some((code) => code > 0) && { missing }),
      ...(weighted && { weight: Float64Array.from(taken, (row) => weightOf(chunk, row)) }),
      fields: columns,
    };
  }
}

interface ScanCell {
  readonly value: number;
  readonly reason?: MissingReason;
}

function takenRows(
  { from, below, mask }: SelectedRows,
  cellOf: (row: number) => ScanCell | undefined,
): Uint32Array {
  const taken: number[] = [];
  for (let row = from; row < below; row += 1) {
    if (!(mask && mask[row]! > 0) && cellOf(row)) taken.push(row);
  }
  return Uint32Array.from(taken);
}

function answerCells({ answers }: Chunk, series: AnswerSeries): (row: number) => ScanCell | undefined {
  const column = answers[series.index];
  const { scale } = series.instrument;
  if (!column) return () => undefined;
  if (!scale) {
    return (row) => {
      const cell: KeptAnswer | undefined = column[row];
      if (cell === undefined) return undefined;
      if (isOdd(cell)) return { value: NaN, reason: cell.reason };
      return { value: typeof cell === "number" ? cell : NaN };
    };
  }
  const cells: readonly ScanCell[] = [
    ...scalePoints(scale).map((value) => ({ value })),
    ...missingReasons.map((reason) => ({ value: NaN, reason })),
  ];
  return (row) => cells[series.slots[column[row] as number]!];
}

function fieldCells(
  chunk: Chunk,
  fields: FieldColumns,
  path: FieldPath | undefined,
): (row: number) => ScanCell | undefined {
  if (path === undefined) return () => ({ value: 1 });
  const values = fields.numbers(path, chunk);
  const text = fields.text(path, [chunk]).codes(chunk);
  return (row) => (text[row] === 0 ? undefined : { value: values[row]! });
}

function weightOf({ weight }: Chunk, row: number): number {
  const told = weight?.[row] ?? NaN;
  return Number.isNaN(told) ? 1 : told;
}
