import { type Dimension, type Every, type Filter, type Window, cxError } from "@cxkit/core";
import { calendarEdges } from "@cxkit/core/store-rules";
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
  const periods = query.every && rows.length > 0 ? periodsOf(rows, query.every, query.zone) : undefined;
  return {
    fields,
    cardinalities: fields.map(({ values }) => values.length + 1),
    periods: periods ? periods.from.length : 1,
    codes: (chunk) => fields.map((field) => field.codes(chunk)),
    cut({ chunk, from, below }, each) {
      if (!periods) {
        each(from, below, 0);
        return;
      }
      let row = from;
      let period = rowAt(periods.from, chunk.time[from]! + 1, 0, periods.from.length) - 1;
      for (; row < below; period += 1) {
        const end = rowAt(chunk.time, periods.below[period]!, row, below);
        if (end > row) each(row, end, period);
        row = end;
      }
    },
    bounds: (period) => (periods ? { from: periods.from[period]!, below: periods.below[period]! } : null),
  };
}

interface Periods {
  readonly from: Float64Array;
  readonly below: Float64Array;
}

/** The calendar periods that rows fall into, ascending, and perhaps some between them. */
function periodsOf(rows: readonly SelectedRows[], every: Every, zone: string): Periods {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return { from: new Float64Array(), below: new Float64Array() };
  const from = first.chunk.time[first.from]!;
  const below = last.chunk.time[last.below - 1]! + 1;
  // One date of the year 9999 among those of today makes three million days, of which a handful have rows.
  if (below - from < 20_000 * day) {
    const edges = edgesOf(every, zone, from, below);
    return { from: edges.subarray(0, -1), below: edges.subarray(1) };
  }
  const starts: number[] = [];
  const ends: number[] = [];
  for (const run of rows) {
    const { time } = run.chunk;
    for (let row = run.from; row < run.below;) {
      if (time[row]! >= (ends.at(-1) ?? -Infinity)) {
        const [start = 0, end = 0] = edgesOf(every, zone, time[row]!, time[row]! + 1);
        starts.push(start);
        ends.push(end);
      }
      row = rowAt(time, ends.at(-1)!, row, run.below);
    }
  }
  return { from: Float64Array.from(starts), below: Float64Array.from(ends) };
}

const day = 24 * 60 * 60 * 1000;

function edgesOf(every: Every, zone: string, from: number, below: number): Float64Array {
  try {
    return calendarEdges(every, zone, from, below);
  } catch (cause) {
    throw cxError("invalid-setup", `no such time zone: ${zone}`, { path: "zone", cause });
  }
}
