import type { CxEvent } from "@cxkit/core";
import { DOUBLE, type DuckDBDataChunk, UBIGINT, UINTEGER, USMALLINT, VARCHAR } from "@duckdb/node-api";
import type { CountedAnswers } from "./answer-slot.ts";
import { type Hash, identityHash, whole } from "./identity-hash.ts";
import { columnOf, rowChunks, textColumn } from "./row-chunks.ts";
import { storedEvent, textColumns } from "./stored-event.ts";

/** An event on its way into the file. */
export interface EventRow {
  readonly arrival: number;
  readonly event: CxEvent;
  /** {@link eventHash} of the event. */
  readonly identity: Hash;
  /** When it happened, in milliseconds. */
  readonly time: number;
  readonly answers: CountedAnswers;
}

/** The hash of what makes two events one: (`source`, `id`). */
export function eventHash(source: string, id: string): Hash {
  return identityHash([source, id]);
}

/**
 * The hash of the thing told, for events whose id is not its key: all others are found by {@link eventHash} of the key.
 */
export function thingHash(source: string, type: string, key: string): Hash {
  return identityHash([source, type, key]);
}

/** The hash by which the thing told is found; `null` where {@link eventHash} finds it. */
export function thingOf({ id, key, source, type }: CxEvent): bigint | null {
  return id === key ? null : whole(thingHash(source, type, key));
}

/** The weight of a response. */
export function weightOf(event: CxEvent): number | null {
  return event.type === "survey.responded" ? (event.data.weight ?? null) : null;
}

/** Rows of `event` or `untold`. */
export function eventChunks(rows: readonly EventRow[]): DuckDBDataChunk[] {
  const { length } = rows;
  const texts: (string | null)[][] = textColumns.map(() => []);
  const dimensions: (string | null)[] = [];
  const bodies: string[] = [];
  for (const { event } of rows) {
    const stored = storedEvent(event);
    for (let column = 0; column < texts.length; column += 1) {
      texts[column]!.push(stored.texts[column] ?? null);
    }
    dimensions.push(stored.dimensions);
    bodies.push(stored.body);
  }
  const columns = [
    { type: UINTEGER, values: rows.map(({ arrival }) => arrival) },
    { type: UBIGINT, values: rows.map(({ identity }) => whole(identity)) },
    columnOf(
      UBIGINT,
      rows.map(({ event }) => thingOf(event)),
    ),
    // Whole numbers of a double become themselves, and a bigint each would be garbage.
    { type: DOUBLE, values: rows.map(({ time }) => time) },
    { type: DOUBLE, values: rows.map(({ event }) => event.revision) },
    ...texts.map(textColumn),
    textColumn(dimensions),
    columnOf(
      DOUBLE,
      rows.map(({ event }) => weightOf(event)),
    ),
    { type: VARCHAR, values: bodies },
  ];
  return rowChunks(columns, length);
}

/** Rows of `answer`. */
export function answerChunks(rows: readonly Pick<EventRow, "arrival" | "answers">[]): DuckDBDataChunk[] {
  const arrivals: number[] = [];
  const series: number[] = [];
  const slots: number[] = [];
  const numbers: (number | null)[] = [];
  const texts: (string | null)[] = [];
  for (const { arrival, answers } of rows) {
    for (const answer of answers.counted) {
      arrivals.push(arrival);
      series.push(answer.series);
      slots.push(answer.slot);
      numbers.push(answer.number);
      texts.push(answer.text);
    }
  }
  const columns = [
    { type: UINTEGER, values: arrivals },
    { type: UINTEGER, values: series },
    { type: USMALLINT, values: slots },
    columnOf(DOUBLE, numbers),
    textColumn(texts),
  ];
  return rowChunks(columns, arrivals.length);
}

/** Rows of `undeclared`. */
export function undeclaredChunks(rows: readonly Pick<EventRow, "arrival" | "answers">[]): DuckDBDataChunk[] {
  const pairs = rows.flatMap(({ arrival, answers }) =>
    answers.undeclared.map((instrument) => ({ arrival, instrument })),
  );
  const columns = [
    { type: UINTEGER, values: pairs.map(({ arrival }) => arrival) },
    textColumn(pairs.map(({ instrument }) => instrument)),
  ];
  return rowChunks(columns, pairs.length);
}
