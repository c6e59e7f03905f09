import { type Cell, type TallyQuery, cxError } from "@cxkit/core";
import type { DuckDBValue } from "@duckdb/node-api";
import { cellGroups } from "./cell-groups.ts";
import type { Reader } from "./reader.ts";
import { fieldSql, instant, rowsSql } from "./field-sql.ts";
import { type PeriodTable, calendarPeriods, periodTable } from "./period-table.ts";
import { answeredSeries, seriesOf } from "./selected-series.ts";
import type { StoreState } from "./store-state.ts";
import { answerTally, emptyCounts, categoryTally, momentTally } from "./tally-counts.ts";

/** Answers a query with one `GROUP BY`. */
export async function tallyQuery(database: Reader, state: StoreState, query: TallyQuery): Promise<Cell[]> {
  const { select, by, every } = query;
  const series = seriesOf(state, select);
  if (select.item === undefined && select.tally === "scale") {
    throw cxError("invalid-setup", `${select.value ?? "a count of events"} has no scale: only an item has`);
  }
  const where = rowsSql({ ...query, types: select.types, where: select.where });
  const fields = by.map((path) => fieldSql(path).text);
  const counted = fieldSql(select.value ?? "type");
  const periods = every && (await periodsOf(database, state, { ...query, every }));
  const group = [...fields, periods ? periods.period : "0"];
  const grouping = group.map((expression, at) => `${expression} as g${at}`).join(", ");
  const keys = group.map((_, at) => at + 1).join(", ");
  const bounds = (period: number): Cell["period"] => periods?.bounds(period) ?? null;
  const join = periods?.join ?? "";
  const width = group.length;
  const placeOf = (row: readonly DuckDBValue[]): readonly [readonly (string | null)[], number] => [
    row.slice(0, width - 1) as (string | null)[],
    Number(row[width - 1]),
  ];
  const counts = cellGroups(emptyCounts);

  if (select.item === undefined) {
    const moments = select.tally === "moment";
    const rows = await database.rows(
      moments
        ? `select ${grouping}, ${momentsSql("v")}
            from (select e.*, ${counted.number} as v from event e where ${where} and ${counted.present}) e ${join}
            group by ${keys}`
        : `select ${grouping}, t, count(*)::double
            from (select e.*, ${counted.text} as t from event e where ${where}) e ${join}
            where t is not null group by ${keys}, t`,
    );
    for (const row of rows) {
      const cell = counts.at(...placeOf(row));
      if (moments) cell.moments = row.slice(width).map(numberOrNull);
      else cell.add({ text: String(row[width]) }, Number(row[width + 1]), 0, 0);
    }
    return counts.cells(by, bounds, (cell) => (moments ? momentTally(cell) : categoryTally(cell, false)));
  }

  if (series.length === 0) return [];
  const numbers = series.map(({ number }) => number).join(", ");
  const from = `from answer a join (select * from event e where ${where}) e using (arrival) ${join}
    where a.series in (${numbers})`;
  // Only what the tally needs: a group of nulls costs as much as one of texts.
  const named =
    select.tally !== "moment" && series.some((one) => !state.instruments.get(one.reference)?.scale);
  const values = named ? "a.number, a.text" : "null, null";
  const weights = state.weighted
    ? "count(e.weight)::double, sum(coalesce(e.weight, 1)), sum(coalesce(e.weight * e.weight, 1))"
    : "0, 0, 0";
  const rows = await database.rows(
    `select ${grouping}, a.series, a.slot, ${values}, count(*)::double, ${weights} ${from}
      group by ${keys}, a.series, a.slot${named ? ", a.number, a.text" : ""}`,
  );
  const answered = answeredSeries(state, new Set(rows.map((row) => Number(row[width]))));
  if (!answered) return [];
  const { instrument } = answered;
  if (select.tally === "scale" && !instrument.scale) {
    throw cxError(
      "invalid-setup",
      `${answered.series.reference} has no scale: ${answered.series.item} has categories`,
    );
  }
  let weighted = false;
  for (const row of rows) {
    const [slot, number, text, n, withWeight, sum, sumOfSquares] = row.slice(width + 1);
    weighted ||= Number(withWeight) > 0;
    const value = {
      slot: Number(slot),
      ...(number !== null && { number: Number(number) }),
      ...(text !== null && { text: String(text) }),
    };
    counts.at(...placeOf(row)).add(value, Number(n), Number(sum), Number(sumOfSquares));
  }
  const kind = select.tally ?? (instrument.scale ? "scale" : "category");
  if (kind === "moment" && !instrument.scale) {
    const moments = await database.rows(
      `select ${grouping}, ${momentsSql("a.number")} ${from} and a.slot >= 8 group by ${keys}`,
    );
    for (const row of moments) counts.at(...placeOf(row)).moments = row.slice(width).map(numberOrNull);
  }
  return counts.cells(by, bounds, (cell) =>
    answerTally(cell, { kind, weighted, instrument, reference: answered.series.reference }),
  );
}

/** Numbers, their moments, and how many values are none: `favg` sums with compensation. */
function momentsSql(value: string): string {
  return `count(${value})::double, favg(${value}), var_pop(${value}), min(${value}), max(${value}), count(*)::double - count(${value})`;
}

function numberOrNull(value: DuckDBValue): number | null {
  return value === null ? null : Number(value);
}

async function periodsOf(
  database: Reader,
  { span }: StoreState,
  query: TallyQuery & { readonly every: NonNullable<TallyQuery["every"]> },
): Promise<PeriodTable> {
  const { every, zone, window } = query;
  const from = Math.max(span?.from ?? 0, window?.from ?? -Infinity);
  const below = Math.max(from + 1, Math.min((span?.to ?? 0) + 1, window?.below ?? Infinity));
  if (below - from < 20_000 * day) return periodTable(calendarPeriods(every, zone, { from, below }));
  // One date of the year 9999 among those of today makes three million days, of which a handful have rows.
  const days = await database.rows(
    `select distinct (time // ${day})::double from event where time >= ${instant(from)} and time < ${instant(below)}`,
  );
  const periods = days.flatMap(([at]) => {
    const start = Number(at) * day;
    return calendarPeriods(every, zone, { from: start - day, below: start + 2 * day });
  });
  const apart = new Map(periods.map((period) => [period.from, period]));
  return periodTable([...apart.values()].toSorted((left, right) => left.from - right.from));
}

const day = 24 * 60 * 60 * 1000;
