import type { CxEvent } from "@cxkit/core";
import {
  BIGINT,
  DOUBLE,
  type DuckDBDataChunk,
  type DuckDBValue,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  VARCHAR,
} from "@duckdb/node-api";
import type { CountedAnswers } from "./answer-slot.ts";
import { type Hash, identityHash } from "./identity-hash.ts";
import { rowChunks } from "./row-chunks.ts";
import { storedEvent, textColumns } from "./stored-event.ts";

/** An event on its way into the file. */
export interface EventRow {
  readonly arrival: number;
  readonly event: CxEvent;
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

const eventTypes = [
  UINTEGER,
  UBIGINT,
  UBIGINT,
  BIGINT,
  BIGINT,
  ...textColumns.map(() => VARCHAR),
  VARCHAR,
  DOUBLE,
  VARCHAR,
];

/** Rows of `event` or `untold`. */
export function eventChunks(rows: readonly EventRow[]): DuckDBDataChunk[] {
  return rowChunks(eventTypes, rows.length, (vectors, row, at) => {
    const { arrival, event } = rows[at]!;
    const { texts, dimensions, body } = storedEvent(event);
    const { source, id, type, key, revision } = event;
    const weight = event.type === "survey.responded" ? event.data.weight : undefined;
    let column = 0;
    const set = (value: DuckDBValue): void => {
      vectors[column]!.setItem(row, value);
      column += 1;
    };
    set(arrival);
    set(whole(eventHash(source, id)));
    set(id === key ? null : whole(thingHash(source, type, key)));
    set(BigInt(Date.parse(event.time)));
    set(revision === 0 ? 0n : BigInt(revision));
    for (const text of texts) set(text);
    set(dimensions);
    set(weight ?? null);
    set(body);
  });
}

/** Rows of `answer`. */
export function answerChunks(rows: readonly Pick<EventRow, "arrival" | "answers">[]): DuckDBDataChunk[] {
  const all = rows.flatMap(({ arrival, answers }) => answers.counted.map((answer) => ({ arrival, answer })));
  return rowChunks([UINTEGER, UINTEGER, USMALLINT, DOUBLE, VARCHAR], all.length, (vectors, row, at) => {
    const { arrival, answer } = all[at]!;
    vectors[0]!.setItem(row, arrival);
    vectors[1]!.setItem(row, answer.series);
    vectors[2]!.setItem(row, answer.slot);
    vectors[3]!.setItem(row, answer.number ?? null);
    vectors[4]!.setItem(row, answer.text ?? null);
  });
}

/** Rows of `undeclared`. */
export function undeclaredChunks(rows: readonly EventRow[]): DuckDBDataChunk[] {
  const pairs = rows.flatMap(({ arrival, answers }) =>
    answers.undeclared.map((instrument) => ({ arrival, instrument })),
  );
  return rowChunks([UINTEGER, VARCHAR], pairs.length, (vectors, row, at) => {
    vectors[0]!.setItem(row, pairs[at]!.arrival);
    vectors[1]!.setItem(row, pairs[at]!.instrument);
  });
}

/** A row of `cursor`. */
export function cursorChunks(stream: string, value: string, number: number): DuckDBDataChunk[] {
  return rowChunks([VARCHAR, VARCHAR, UBIGINT], 1, (vectors) => {
    vectors[0]!.setItem(0, stream);
    vectors[1]!.setItem(0, value);
    vectors[2]!.setItem(0, BigInt(number));
  });
}

function whole({ high, low }: Hash): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}
