import type { Json } from "@cxkit/core";
import type { CountedAnswer } from "./answer-slot.ts";
import type { Chunks, Database } from "./database.ts";
import {
  answerChunks,
  eventChunks,
  type EventRow,
  thingOf,
  undeclaredChunks,
  weightOf,
} from "./event-rows.ts";
import { quoted } from "./field-sql.ts";
import { whole } from "./identity-hash.ts";
import { storedEvent } from "./stored-event.ts";
import type { Series } from "./store-state.ts";

/** All that a page changes in the file. */
export interface PageRows {
  readonly told: readonly EventRow[];
  readonly untold: readonly EventRow[];
  readonly series: readonly Series[];
  /** Arrivals of the file that are no longer told. */
  readonly superseded: readonly number[];
  /** Digests of things. */
  readonly retracted: readonly string[];
  /** Digests of subjects, with the one source to erase from; `null` is all of them. */
  readonly erased: readonly { readonly digest: string; readonly source: string | null }[];
  /** The last cursor, and how many there were before. */
  readonly cursor: { readonly stream: string; readonly value: Json; readonly number: number } | undefined;
}

/** Writes a page in one transaction: few rows as one text of SQL, which is one way to the engine and back; many as chunks. */
export async function writePage(database: Database, page: PageRows): Promise<void> {
  const { told, untold } = page;
  const events = [...told, ...untold];
  const answers = told.reduce((total, row) => total + row.answers.counted.length, 0);
  if (events.length <= fewEvents && answers <= fewAnswers) {
    await database.transact([], [...rowStatements(told, untold), ...otherStatements(page)]);
    return;
  }
  const chunks: Chunks[] = [
    { table: "event", chunks: eventChunks(told) },
    { table: "untold", chunks: eventChunks(untold) },
    { table: "answer", chunks: answerChunks(told) },
    { table: "undeclared", chunks: undeclaredChunks(told) },
  ];
  await database.transact(chunks, otherStatements(page));
}

/** Above these, chunks are quicker. */
const fewEvents = 6;
const fewAnswers = 32;

/** After so many cursors those that were replaced are cleared away. */
const replacedRows = 4096;

/** The statements that note new series. */
export function seriesStatements(series: readonly Series[]): string[] {
  return inserted(
    "series",
    series.map(({ number, item, reference }) => [number, item, reference]),
  );
}

function otherStatements({ series, superseded, retracted, erased, cursor }: PageRows): string[] {
  const statements = seriesStatements(series);
  if (superseded.length > 0) {
    const gone = `arrival in (select unnest([${superseded.join(", ")}]::uinteger[]))`;
    statements.push(`insert into untold select * from event where ${gone}`);
    for (const table of ["event", "answer", "undeclared"]) {
      statements.push(`delete from ${table} where ${gone}`);
    }
  }
  statements.push(
    ...inserted(
      "retracted",
      retracted.map((digest) => [digest]),
    ),
    ...inserted(
      "erased",
      erased.map(({ digest, source }) => [digest, source, true, true]),
    ),
  );
  if (cursor) {
    const { stream, value, number } = cursor;
    if (number % replacedRows === replacedRows - 1) {
      statements.push(
        "delete from cursor where number not in (select max(number) from cursor group by stream)",
      );
    }
    statements.push(...inserted("cursor", [[stream, JSON.stringify(value), number]]));
  }
  return statements;
}

function rowStatements(told: readonly EventRow[], untold: readonly EventRow[]): string[] {
  const answers = told.flatMap(({ arrival, answers: { counted } }) =>
    counted.map(({ series, slot, number, text }: CountedAnswer) => [arrival, series, slot, number, text]),
  );
  const undeclared = told.flatMap(({ arrival, answers: { undeclared: instruments } }) =>
    instruments.map((instrument) => [arrival, instrument]),
  );
  return [
    ...inserted("event", told.map(eventValues)),
    ...inserted("untold", untold.map(eventValues)),
    ...inserted("answer", answers),
    ...inserted("undeclared", undeclared),
  ];
}

type Literal = string | number | bigint | boolean | null | undefined;

function eventValues({ arrival, event, identity, time }: EventRow): Literal[] {
  const { texts, dimensions, body } = storedEvent(event);
  const { revision } = event;
  return [
    arrival,
    whole(identity),
    thingOf(event),
    time,
    revision,
    ...texts,
    dimensions,
    weightOf(event),
    body,
  ];
}

/** A statement that adds rows to a table; none for no rows. */
function inserted(table: string, rows: readonly (readonly Literal[])[]): string[] {
  if (rows.length === 0) return [];
  return [`insert into ${table} values ${rows.map((row) => `(${row.map(literal).join(", ")})`).join(", ")}`];
}

/** A value in SQL. What is no value is null, which the table's constraints judge. */
function literal(value: Literal): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "number" || (Number.isSafeInteger(value) && !Object.is(value, -0)))
    return String(value);
  return `${quoted(Object.is(value, -0) ? "-0" : String(value))}::double`;
}
