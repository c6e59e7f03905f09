import {
  type Answer,
  type CxEvent,
  type CxEventOf,
  type Instrument,
  type InstrumentReference,
} from "@cxkit/core";
import { answerOrders } from "./answer-order.ts";
import { type AnswerSeries, anotherSpelling, answerSeries, isOdd } from "./answer-series.ts";
import {
  type Chunk,
  answerColumn,
  chunkRows,
  emptyChunk,
  gather,
  grow,
  smallestCapacity,
  weightColumn,
} from "./chunk.ts";

/** An answer that is not counted, and why. */
export interface UncountedAnswer {
  readonly path: string;
  readonly reason: "unknown-instrument" | "off-scale" | "duplicate-item" | "malformed";
}

/**
 * Events as rows of typed columns, put into time order before they are read.
 *
 * The seam between columns and events is here: answers live in columns only, the rest of an event is kept as it came, and
 * {@link RowTable.event} puts the two together again. Whatever columns cannot give back exactly stays with its event.
 */
export interface RowTable {
  readonly series: readonly AnswerSeries[];
  /** Makes an instrument known to answers, those of rows already there among them. */
  declare(reference: InstrumentReference, instrument: Instrument): void;
  /** Adds an event as a row; says which of its answers are not counted. */
  add(event: CxEvent, time: number, ordinal: number): readonly UncountedAnswer[];
  /** The event of an arrival, whole; `undefined` when it is in no row. */
  event(ordinal: number): CxEvent | undefined;
  /** Takes an arrival out of what is read. */
  remove(ordinal: number): void;
  /** The rows, living ones only, in time order. */
  chunks(): readonly Chunk[];
  /** The whole event of a row. */
  eventAt(chunk: Chunk, row: number): CxEvent;
}

/** An empty table. */
export function rowTable(): RowTable {
  const instruments = new Map<
    InstrumentReference,
    { readonly instrument: Instrument; readonly items: Map<string, AnswerSeries> }
  >();
  /** Instruments that answers named before they were declared. */
  const unknown = new Set<InstrumentReference>();
  const series: AnswerSeries[] = [];
  const orders = answerOrders();
  let chunks: Chunk[] = [];
  /** Where each arrival's row is: chunk × {@link chunkRows} + row, or −1. */
  let addresses = new Float64Array(smallestCapacity);
  /** Time of the earliest row that came after a later one; rows from its place on have to be sorted. */
  let late = Infinity;
  let latest = -Infinity;
  let anyDead = false;
  // Scratch of one event: the series of its answers.
  const found: number[] = [];

  const table: RowTable = {
    series,
    declare(reference, instrument) {
      instruments.set(reference, { instrument, items: new Map() });
      if (unknown.delete(reference)) for (const chunk of chunks) readAgain(chunk, reference);
    },
    add(event, time, ordinal) {
      let tail = chunks.at(-1);
      if (!tail || tail.length === chunkRows) {
        tail = emptyChunk(tail ? chunkRows : smallestCapacity);
        chunks.push(tail);
      } else if (tail.length === tail.capacity) {
        grow(tail, series);
      }
      const row = tail.length;
      tail.time[row] = time;
      tail.ordinal[row] = ordinal;
      tail.order[row] = 0;
      tail.latest = Math.max(tail.latest, time);
      if (ordinal >= addresses.length) {
        const room = new Float64Array(addresses.length * 2);
        room.set(addresses);
        addresses = room;
      }
      addresses[ordinal] = (chunks.length - 1) * chunkRows + row;
      if (time < latest) late = Math.min(late, time);
      else latest = time;
      let uncounted: readonly UncountedAnswer[] = [];
      let kept = event;
      if (event.type === "survey.responded") {
        if (event.data.weight !== undefined) weightColumn(tail)[row] = event.data.weight;
        if (event.data.answers.length > 0) {
          uncounted = addAnswers(tail, row, event);
          kept = withoutAnswers(tail, row, event);
        }
      }
      tail.kept.push(kept);
      tail.length = row + 1;
      return uncounted;
    },
    event(ordinal) {
      const address = addresses[ordinal]!;
      return address < 0
        ? undefined
        : table.eventAt(chunks[Math.floor(address / chunkRows)]!, address % chunkRows);
    },
    remove(ordinal) {
      const address = addresses[ordinal]!;
      if (address < 0) return;
      chunks[Math.floor(address / chunkRows)]!.dead.add(address % chunkRows);
      addresses[ordinal] = -1;
      anyDead = true;
    },
    chunks() {
      settle();
      return chunks;
    },
    eventAt(chunk, row) {
      const kept = chunk.kept[row]!;
      const order = orders.numbered(chunk.order[row]!);
      if (!order || kept.type !== "survey.responded") return kept;
      const answers: Answer[] = [];
      for (const index of order.series) {
        const cell = chunk.answers[index]?.[row];
        const one = series[index]!;
        if (cell !== undefined && cell !== one.absent) answers.push(one.answer(cell));
      }
      return { ...kept, data: { ...kept.data, answers } };
    },
  };
  return table;

  function addAnswers(
    chunk: Chunk,
    row: number,
    { data }: CxEventOf<"survey.responded">,
  ): readonly UncountedAnswer[] {
    const { answers } = data;
    let order = orders.usual(data.survey);
    let place = -1;
    let whole = false;
    let uncounted: UncountedAnswer[] | undefined;
    const leaveOut = (at: number, reason: UncountedAnswer["reason"]): void => {
      (uncounted ??= []).push({ path: `data.answers[${at}]`, reason });
    };
    for (let at = 0; at < answers.length; at += 1) {
      const answer = answers[at]!;
      const expected = order && series[order.series[place + 1] ?? -1];
      const one =
        expected && expected.item === answer.item && expected.reference === answer.instrument
          ? expected
          : seriesOf(answer);
      found[at] = one?.index ?? -1;
      if (!one) {
        whole = true;
        unknown.add(answer.instrument);
        leaveOut(at, "unknown-instrument");
        continue;
      }
      const column = answerColumn(chunk, one);
      const before = column[row];
      if (before !== undefined && before !== one.absent) {
        whole = true;
        leaveOut(at, "duplicate-item");
        continue;
      }
      if (Array.isArray(column)) {
        const cell = one.keep(answer);
        column[row] = cell;
        if (isOdd(cell) && cell.whole) whole = true;
      } else {
        const code = one.encode(answer);
        const cell = code >= anotherSpelling ? code - anotherSpelling : code;
        column[row] = cell;
        if (code !== cell) whole = true;
        else if (code >= one.size) {
          const odd = one.odd(code);
          if (odd?.whole) whole = true;
          if (odd?.setAside) leaveOut(at, "off-scale");
        }
      }
      if (hasMore(answer)) whole = true;
      if (order && !whole) {
        place = order.place(one.index, place);
        if (place < 0) order = undefined;
      }
    }
    if (!whole) order ??= orders.other(data.survey, found.slice(0, answers.length));
    if (!whole && order) chunk.order[row] = order.number;
    return uncounted ?? noneUncounted;
  }

  /** Puts the answers of rows that name an instrument into columns once more, now that it is known. */
  function readAgain(chunk: Chunk, reference: InstrumentReference): void {
    for (const [row, event] of chunk.kept.entries()) {
      if (event.type !== "survey.responded") continue;
      if (!event.data.answers.some(({ instrument }) => instrument === reference)) continue;
      for (const [index, column] of chunk.answers.entries()) {
        if (Array.isArray(column)) column[row] = undefined;
        else if (column) column[row] = series[index]!.absent;
      }
      addAnswers(chunk, row, event);
      chunk.kept[row] = withoutAnswers(chunk, row, event);
    }
  }

  function seriesOf({ item, instrument: reference }: Answer): AnswerSeries | undefined {
    const known = instruments.get(reference);
    if (!known) return undefined;
    let one = known.items.get(item);
    if (!one) {
      one = answerSeries(series.length, item, reference, known.instrument);
      known.items.set(item, one);
      series.push(one);
    }
    return one;
  }

  function settle(): void {
    if (late === Infinity && !anyDead) return;
    const start = chunks.findIndex((chunk) => chunk.latest > late || chunk.dead.size > 0);
    const rows: number[] = [];
    for (let at = start; at < chunks.length; at += 1) {
      const { dead, length } = chunks[at]!;
      for (let row = 0; row < length; row += 1) if (!dead.has(row)) rows.push(at * chunkRows + row);
    }
    const timeOf = (address: number): number =>
      chunks[Math.floor(address / chunkRows)]!.time[address % chunkRows]!;
    if (late < Infinity) rows.sort((left, right) => timeOf(left) - timeOf(right) || left - right);
    const made = gather(chunks, rows, series);
    chunks = [...chunks.slice(0, start), ...made];
    made.forEach((chunk, at) => {
      for (let row = 0; row < chunk.length; row += 1) {
        addresses[chunk.ordinal[row]!] = (start + at) * chunkRows + row;
      }
    });
    late = Infinity;
    anyDead = false;
    latest = chunks.at(-1)?.latest ?? -Infinity;
  }
}

const none: readonly Answer[] = [];
const noneUncounted: readonly UncountedAnswer[] = [];

/** What is kept of an event next to its columns. */
function withoutAnswers({ order }: Chunk, row: number, event: CxEventOf<"survey.responded">): CxEvent {
  return order[row] === 0 ? event : { ...event, data: { ...event.data, answers: none } };
}

/** Whether an answer says more than the columns know of. */
function hasMore(answer: Answer): boolean {
  for (const key in answer) {
    if (key !== "item" && key !== "value" && key !== "instrument" && key !== "missing") return true;
  }
  return false;
}
