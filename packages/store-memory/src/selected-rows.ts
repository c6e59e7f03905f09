import { type Dimension, type Every, type Filter, type Window, cxError } from "@cxkit/core";
import { calendarEdges } from "./calendar-edges.ts";
import type { Chunk } from "./chunk.ts";
import type { Codes } from "./dictionary.ts";
import type { FieldColumns, TextField } from "./field-columns.ts";
import { rowAt } from "./group-scale.ts";
import { both, oneOf, rowFilter } from "./row-filter.ts";

/** A run of rows of one chunk. Selected are those whose mask is 0, or all of them without a mask. */
export interface SelectedRows {
  readonly chunk: Chunk;
  readonly from: number;
  readonly below: number;
  readonly mask: Uint8Array | undefined;
}

/** The rows of the types, in the window, that fulfil the condition; runs in time order. */
export function selectedRows(
  chunks: readonly Chunk[],
  fields: FieldColumns,
  query: {
    readonly types: readonly string[];
    readonly where?: Filter | undefined;
    readonly window?: Window | undefined;
  },
): SelectedRows[] {
  const { types, where, window } = query;
  const ofType = oneOf("type", types, fields, chunks);
  const fulfilled = where && rowFilter(where, fields, chunks);
  return chunks.flatMap((chunk) => {
    const { time, length } = chunk;
    const from = window?.from === undefined ? 0 : rowAt(time, window.from, 0, length);
    const below = window?.below === undefined ? length : rowAt(time, window.below, from, length);
    if (from >= below) return [];
    let mask = ofType(chunk);
    if (fulfilled && mask !== false) mask = both(mask, fulfilled(chunk));
    if (mask === false) return [];
    return [{ chunk, from, below, mask: mask === true ? undefined : mask }];
  });
}

/** How selected rows fall into groups and periods. */
export interface Grouping {
  readonly fields: readonly TextField[];
  /** Number of codes of each field, that of "absent" included. */
  readonly cardinalities: readonly number[];
  readonly periods: number;
  codes(chunk: Chunk): Codes[];
  /** Cuts a run where periods change. */
  cut(rows: SelectedRows, each: (from: number, below: number, period: number) => void): void;
  /** The bounds of a period; `null` where time is not cut. */
  bounds(period: number): { readonly from: number; readonly below: number } | null;
}

/** The groups and periods of a query over its selected rows. */
export function groupingOf(
  rows: readonly SelectedRows[],
  columns: FieldColumns,
  query: { readonly by: readonly Dimension[]; readonly every?: Every | undefined; readonly zone: string },
): Grouping {
  const chunks = rows.map(({ chunk }) => chunk);
  const fields = query.by.map((path) => columns.text(path, chunks));
  const first = rows[0];
  const last = rows.at(-1);
  const edges =
    query.every && first && last
      ? edgesOf(query.every, query.zone, first.chunk.time[first.from]!, last.chunk.time[last.below - 1]! + 1)
      : undefined;
  return {
    fields,
    cardinalities: fields.map(({ values }) => values.length + 1),
    periods: edges ? edges.length - 1 : 1,
    codes: (chunk) => fields.map((field) => field.codes(chunk)),
    cut({ chunk, from, below }, each) {
      if (!edges) {
        each(from, below, 0);
        return;
      }
      let row = from;
      let period = Math.max(rowAt(edges, chunk.time[from]! + 1, 0, edges.length) - 1, 0);
      for (; row < below; period += 1) {
        const end = rowAt(chunk.time, edges[period + 1] ?? Infinity, row, below);
        if (end > row) each(row, end, period);
        row = end;
      }
    },
    bounds: (period) => (edges ? { from: edges[period]!, below: edges[period + 1]! } : null),
  };
}

function edgesOf(every: Every, zone: string, from: number, below: number): Float64Array {
  try {
    return calendarEdges(every, zone, from, below);
  } catch (cause) {
    throw cxError("invalid-setup", `no such time zone: ${zone}`, { path: "zone", cause });
  }
}
