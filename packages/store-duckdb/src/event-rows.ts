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
  const columns: DuckDBValue[][] = eventTypes.map(() => []);
  for (const { arrival, event } of rows) {
    const { texts, dimensions, body } = storedEvent(event);
    const { source, id, type, key } = event;
    const weight = event.type === "survey.responded" ? event.data.weight : undefined;
    const identity = eventHash(source, id);
    columns[0]!.push(arrival);
    columns[1]!.push(whole(identity));
    columns[2]!.push(id === key ? null : whole(thingHash(source, type, key)));
    columns[3]!.push(BigInt(Date.parse(event.time)));
    columns[4]!.push(BigInt(event.revision));
    for (let at = 0; at < texts.length; at += 1) columns[5 + at]!.push(texts[at]!);
    columns[5 + texts.length]!.push(dimensions);
    columns[6 + texts.length]!.push(weight ?? null);
    columns[7 + texts.length]!.push(body);
  }
  return rowChunks(eventTypes, columns);
}

/** Rows of `answer`. */
export function answerChunks(rows: readonly Pick<EventRow, "arrival" | "answers">[]): DuckDBDataChunk[] {
  const columns: [number[], number[], number[], (number | null)[], (string | null)[]] = [[], [], [], [], []];
  for (const { arrival, answers } of rows) {
    for (const { series, slot, number, text } of answers.counted) {
      columns[0].push(arrival);
      columns[1].push(series);
      columns[2].push(slot);
      columns[3].push(number ?? null);
      columns[4].push(text ?? null);
    }
  }
  return rowChunks([UINTEGER, UINTEGER, USMALLINT, DOUBLE, VARCHAR], columns);
}

/** Rows of `undeclared`. */
export function undeclaredChunks(rows: readonly EventRow[]): DuckDBDataChunk[] {
  const pairs = rows.flatMap(({ arrival, answers }) =>
    answers.undeclared.map((instrument) => [arrival, instrument] as const),
  );
  return rowChunks(
    [UINTEGER, VARCHAR],
    [pairs.map(([arrival]) => arrival), pairs.map(([, instrument]) => instrument)],
  );
}

function whole({ high, low }: Hash): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}
