import type { DictionaryColumn } from "@cxkit/core";
import { type ScaleGroups, scaleCounter } from "./scale-counter.ts";

/** Answers as columns of one length: what to group, by what, in which periods. */
export interface ScaleRows {
  /** Position of each answer on its scale, from 0. Anything from `size` on (255, say) is no answer. */
  readonly position: Uint8Array | Uint16Array;
  /** Number of scale points. */
  readonly size: number;
  /** Fields to group by. The kernel is fastest with at most two whose codes are bytes. */
  readonly by: readonly DictionaryColumn[];
  /** Milliseconds since 1970-01-01T00:00Z, ascending. Only with `edges`. */
  readonly time?: Float64Array;
  /** Edges of consecutive half-open periods, ascending: `calendarEdges` of `@cxkit/core/store-rules`. Rows before the first or from the last on are left out. */
  readonly edges?: Float64Array;
  /** Weight of each answer, ≥ 0. */
  readonly weight?: Float64Array;
}

/**
 * Counts answers per scale point, group and calendar period, straight from columns: the kernel under
 * {@link memoryStore}, for embedders that hold columns of their own.
 *
 * Ten million answers in ten thousand groups take a few hundredths of a second on one thread, because rows in time order make the
 * period a constant of long runs and codes make a group a sum of products. From the counts follow NPS, CSAT, means and
 * their intervals: with eleven points they are the whole of what a score needs.
 *
 * **Assumes** `time` ascending (not checked: a check costs as much as the counting) and every code at most `values.length`.
 *
 * @returns a table of counts; where groups × periods would make it far larger than the rows, only the cells that occur
 * @throws {RangeError} when columns differ in length, `size` is not whole or < 1, or only one of `time` and `edges` is given
 * @example
 * import { groupScale } from "@cxkit/store-memory";
 * const channel = { codes: Uint8Array.of(1, 2, 1, 1), values: ["web", "store"] };
 * const groups = groupScale({ position: Uint8Array.of(0, 2, 2, 255), size: 3, by: [channel] });
 * Array.from(groups.counts.subarray(1 * groups.width, 2 * groups.width)) // => [1, 0, 1, 1]
 */
export function groupScale(rows: ScaleRows): ScaleGroups {
  const { position, size, by, time, edges, weight } = rows;
  const { length } = position;
  if (!(Number.isSafeInteger(size) && size >= 1)) {
    throw new RangeError(`groupScale requires a whole size ≥ 1, got ${size}`);
  }
  if (!time !== !edges) {
    throw new RangeError("groupScale requires time and edges together, got only one of them");
  }
  for (const column of [...by.map(({ codes }) => codes), time, weight]) {
    if (column && column.length !== length) {
      throw new RangeError(`groupScale requires columns of one length, got ${column.length} and ${length}`);
    }
  }
  const periods = edges ? Math.max(edges.length - 1, 0) : 1;
  const counter = scaleCounter({
    size,
    cardinalities: by.map(({ values }) => values.length + 1),
    periods,
    rows: length,
    weighted: weight !== undefined,
  });
  const block = { position, by: by.map(({ codes }) => codes), weight };
  if (!time || !edges) {
    counter.add(block, 0, length, 0);
    return counter.groups();
  }
  let from = rowAt(time, edges[0] ?? Infinity, 0, length);
  for (let period = 0; period < periods; period += 1) {
    const below = rowAt(time, edges[period + 1]!, from, length);
    if (below > from) counter.add(block, from, below, period);
    from = below;
  }
  return counter.groups();
}

/** The first row from `from` on whose time is ≥ `edge`. */
export function rowAt(time: Float64Array, edge: number, from: number, length: number): number {
  let low = from;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}
