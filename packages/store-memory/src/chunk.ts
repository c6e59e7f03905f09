import type { CxEvent } from "@cxkit/core";
import type { AnswerSeries, KeptAnswer } from "./answer-series.ts";
import type { Codes } from "./dictionary.ts";

/** Most rows of a chunk: small enough to sort and rewrite quickly, large enough that loops run long. */
export const chunkRows = 65_536;

/** One column of answers: codes on a scale, values otherwise. */
export type AnswerColumn = Uint8Array | Uint16Array | (KeptAnswer | undefined)[];

/**
 * Rows as columns. Typed arrays are `capacity` long and filled up to `length`. A column that no row of the chunk needs is not
 * there: an item that never occurs, weights where none came.
 */
export interface Chunk {
  length: number;
  capacity: number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  time: Float64Array;
  /** In which order the row's event arrived, from 0. */
  ordinal: Uint32Array;
  /** Number of the order of the row's answers; 0 where the event is kept with its answers. */
  order: Uint16Array;
  /** The event, without the answers that the columns hold. */
  kept: CxEvent[];
  /** By number of the series. */
  answers: (AnswerColumn | undefined)[];
  /** `NaN` where the event has none. */
  weight: Float64Array | undefined;
  /** Largest time of any row so far. */
  latest: number;
  /** Rows that are no longer told: superseded or retracted. */
  dead: Set<number>;
  /** Text fields by path, made when first asked for. */
  readonly fields: Map<string, { codes: Codes; length: number }>;
  /** Number fields by path, made when first asked for; `NaN` where there is no number. */
  readonly numbers: Map<string, { values: Float64Array; length: number }>;
}

/** An empty chunk. */
export function emptyChunk(capacity: number): Chunk {
  return {
    length: 0,
    capacity,
    time: new Float64Array(capacity),
    ordinal: new Uint32Array(capacity),
    order: new Uint16Array(capacity),
    kept: [],
    answers: [],
    weight: undefined,
    latest: -Infinity,
    dead: new Set(),
    fields: new Map(),
    numbers: new Map(),
  };
}

/** Makes room for more rows, at most {@link chunkRows}. */
export function grow(chunk: Chunk, series: readonly AnswerSeries[]): void {
  const capacity = Math.min(chunk.capacity * 4, chunkRows);
  chunk.time = copied(chunk.time, new Float64Array(capacity));
  chunk.ordinal = copied(chunk.ordinal, new Uint32Array(capacity));
  chunk.order = copied(chunk.order, new Uint16Array(capacity));
  if (chunk.weight) chunk.weight = copied(chunk.weight, new Float64Array(capacity).fill(NaN));
  chunk.answers = chunk.answers.map((column, index) => {
    if (column === undefined || Array.isArray(column)) return column;
    const room = emptyColumn(series[index]!, capacity);
    return Array.isArray(room) ? room : copied(column, room);
  });
  chunk.capacity = capacity;
}

/** The column of a series, made when the first row of the chunk needs it. */
export function answerColumn(chunk: Chunk, series: AnswerSeries): AnswerColumn {
  return (chunk.answers[series.index] ??= emptyColumn(series, chunk.capacity));
}

/** The weights of a chunk, made when the first row of the chunk needs them. */
export function weightColumn(chunk: Chunk): Float64Array {
  return (chunk.weight ??= new Float64Array(chunk.capacity).fill(NaN));
}

/** The chunks of the given rows, in the given order, as new chunks; `rows` are chunk × {@link chunkRows} + row. */
export function gather(
  chunks: readonly Chunk[],
  rows: readonly number[],
  series: readonly AnswerSeries[],
): Chunk[] {
  const made: Chunk[] = [];
  for (let start = 0; start < rows.length; start += chunkRows) {
    const length = Math.min(chunkRows, rows.length - start);
    const into = emptyChunk(roomFor(length));
    for (const run of runsOf(chunks, rows, start, start + length)) copyRun(run, into, series);
    into.length = length;
    into.latest = into.time[length - 1]!;
    made.push(into);
  }
  return made;
}

/** Rows that lie next to each other before and after: late rows are few, and what lies between them moves at once. */
interface Run {
  readonly chunk: Chunk;
  readonly from: number;
  readonly length: number;
  readonly to: number;
}

function* runsOf(
  chunks: readonly Chunk[],
  rows: readonly number[],
  start: number,
  end: number,
): Generator<Run> {
  for (let at = start; at < end;) {
    const first = rows[at]!;
    const from = first % chunkRows;
    let length = 1;
    while (at + length < end && rows[at + length] === first + length && from + length < chunkRows)
      length += 1;
    yield { chunk: chunks[Math.floor(first / chunkRows)]!, from, length, to: at - start };
    at += length;
  }
}

function copyRun({ chunk, from, length, to }: Run, into: Chunk, series: readonly AnswerSeries[]): void {
  copy(chunk.time, into.time, from, length, to);
  copy(chunk.ordinal, into.ordinal, from, length, to);
  copy(chunk.order, into.order, from, length, to);
  if (chunk.weight) copy(chunk.weight, weightColumn(into), from, length, to);
  for (let row = from; row < from + length; row += 1) into.kept.push(chunk.kept[row]!);
  for (const [index, column] of chunk.answers.entries()) {
    if (!column) continue;
    const target = answerColumn(into, series[index]!);
    if (!Array.isArray(column)) copy(column, target as Uint8Array, from, length, to);
    else for (let row = 0; row < length; row += 1) (target as KeptAnswer[])[to + row] = column[from + row]!;
  }
}

function copy(
  column: Uint8Array | Uint16Array | Uint32Array | Float64Array,
  into: Uint8Array | Uint16Array | Uint32Array | Float64Array,
  from: number,
  length: number,
  to: number,
): void {
  if (length === 1) into[to] = column[from]!;
  else into.set(column.subarray(from, from + length), to);
}

function emptyColumn(series: AnswerSeries, capacity: number): AnswerColumn {
  if (series.size === 0) return [];
  return (series.absent === 255 ? new Uint8Array(capacity) : new Uint16Array(capacity)).fill(series.absent);
}

/** The smallest capacity on the way of growth that holds `rows`. */
function roomFor(rows: number): number {
  let capacity = smallestCapacity;
  while (capacity < rows) capacity *= 4;
  return Math.min(capacity, chunkRows);
}

/** Capacity of a store's first chunk; a power of 4 below {@link chunkRows}. */
export const smallestCapacity = 256;

function copied<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  values: AnswerColumn | Uint32Array | Float64Array,
  room: T,
): T {
  room.set(values as Uint8Array);
  return room;
}
