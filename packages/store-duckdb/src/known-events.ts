import type { CxEvent } from "@cxkit/core";
import { type DuckDBDataChunk, listValue } from "@duckdb/node-api";
import type { Reader } from "./reader.ts";
import { eventOf, textColumns } from "./stored-event.ts";

/** An event of the file. */
export interface KnownEvent {
  readonly arrival: number;
  /** Whether it is told: neither superseded nor retracted. */
  readonly told: boolean;
  readonly event: CxEvent;
}

const columns = `arrival, revision, ${textColumns.join(", ")}, dimensions, body`;

/** The events of some arrivals, in no order. */
export async function eventsByArrival(
  database: Reader,
  arrivals: readonly number[],
): Promise<readonly KnownEvent[]> {
  if (arrivals.length === 0) return [];
  let least = Infinity;
  let most = -Infinity;
  for (const arrival of arrivals) {
    least = Math.min(least, arrival);
    most = Math.max(most, arrival);
  }
  // The bounds let the engine skip what is not near.
  const near = `arrival between ${least} and ${most}`;
  const wanted =
    arrivals.length <= 8
      ? `arrival in (${arrivals.join(", ")})`
      : "arrival in (select unnest(?::uinteger[]))";
  const values = arrivals.length <= 8 ? [] : [listValue([...arrivals])];
  const found: KnownEvent[] = [];
  for (const table of ["event", "untold"] as const) {
    const chunks = await database.query(
      `select ${columns} from ${table} where ${near} and ${wanted}`,
      values,
    );
    for (const chunk of chunks) found.push(...eventsOf(chunk, table === "event"));
  }
  return found;
}

function eventsOf(chunk: DuckDBDataChunk, told: boolean): KnownEvent[] {
  const values = chunk.getColumns();
  const text = (column: number, row: number): string | null =>
    (values[column]?.[row] ?? null) as string | null;
  return Array.from({ length: chunk.rowCount }, (_, row) => ({
    arrival: Number(values[0]?.[row]),
    told,
    event: eventOf(
      {
        texts: textColumns.map((_column, at) => text(2 + at, row)),
        dimensions: text(2 + textColumns.length, row),
        body: text(3 + textColumns.length, row) ?? "{}",
      },
      Number(values[1]?.[row]),
    ),
  }));
}
