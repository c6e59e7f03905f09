import { type Columns, type DictionaryColumn, type ScanQuery, scalePoints } from "@cxkit/core";
import type { DuckDBValue } from "@duckdb/node-api";
import { firstPoint, numberSlot } from "./answer-slot.ts";
import type { Reader } from "./database.ts";
import { fieldSql, rowsSql } from "./field-sql.ts";
import { answeredSeries, seriesOf } from "./selected-series.ts";
import type { StoreState } from "./store-state.ts";

const pageRows = 65_536;

/** What a selection selects, in time order, as pages of columns. */
export async function scanQuery(
  database: Reader,
  state: StoreState,
  query: ScanQuery,
): Promise<readonly Columns[]> {
  const { select, fields } = query;
  const series = seriesOf(state, select);
  const where = rowsSql({ ...query, types: select.types, where: select.where });
  const texts = fields.map((path, at) => `, ${fieldSql(path).text} as f${at}`).join("");
  if (select.item === undefined) {
    const value = select.value === undefined ? undefined : fieldSql(select.value);
    const rows = await database.rows(
      `select e.time::double, ${value ? value.number : "1::double"}, null, null, null${texts}
        from event e where ${where}${value ? ` and ${value.present}` : ""} order by e.time, e.arrival`,
    );
    return pagesOf(rows, fields, (row) => ({ value: numberOf(row[1]), missing: 0 }), false);
  }
  if (series.length === 0) return [];
  const rows = await database.rows(
    `select e.time::double, a.number, a.slot, a.series, e.weight${texts}
      from answer a join (select * from event e where ${where}) e using (arrival)
      where a.series in (${series.map(({ number }) => number).join(", ")}) order by e.time, e.arrival`,
  );
  const answered = answeredSeries(state, new Set(rows.map((row) => Number(row[3]))));
  if (!answered) return [];
  const { scale } = answered.instrument;
  const points = scale && scalePoints(scale);
  const weighted = rows.some((row) => row[4] !== null);
  const cellOf = (row: readonly DuckDBValue[]): { readonly value: number; readonly missing: number } => {
    const slot = Number(row[2]);
    if (slot < firstPoint) return { value: NaN, missing: 1 + slot };
    if (points) return { value: points[slot - firstPoint] ?? NaN, missing: 0 };
    return { value: slot === numberSlot ? numberOf(row[1]) : NaN, missing: 0 };
  };
  return pagesOf(rows, fields, cellOf, weighted);
}

function numberOf(value: DuckDBValue | undefined): number {
  return value === null || value === undefined ? NaN : Number(value);
}

function pagesOf(
  rows: readonly (readonly DuckDBValue[])[],
  fields: readonly string[],
  cellOf: (row: readonly DuckDBValue[]) => { readonly value: number; readonly missing: number },
  weighted: boolean,
): Columns[] {
  const pages: Columns[] = [];
  for (let from = 0; from < rows.length; from += pageRows) {
    const page = rows.slice(from, from + pageRows);
    const cells = page.map(cellOf);
    pages.push({
      length: page.length,
      time: Float64Array.from(page, (row) => Number(row[0])),
      value: Float64Array.from(cells, ({ value }) => value),
      ...(cells.some(({ missing }) => missing > 0) && {
        missing: Uint8Array.from(cells, ({ missing }) => missing),
      }),
      ...(weighted && { weight: Float64Array.from(page, (row) => (row[4] === null ? 1 : Number(row[4]))) }),
      fields: Object.fromEntries(fields.map((path, at) => [path, dictionaryOf(page, 5 + at)])),
    });
  }
  return pages;
}

function dictionaryOf(rows: readonly (readonly DuckDBValue[])[], column: number): DictionaryColumn {
  const codes = new Map<string, number>();
  const values: string[] = [];
  const coded = Uint32Array.from(rows, (row) => {
    const value = row[column];
    if (value === null || value === undefined) return 0;
    const text = String(value);
    let code = codes.get(text);
    if (code === undefined) codes.set(text, (code = values.push(text)));
    return code;
  });
  const narrow = values.length < 256 ? Uint8Array : values.length < 65_536 ? Uint16Array : Uint32Array;
  return { codes: narrow.from(coded), values };
}
