import { type Columns, type ScanQuery, scalePoints } from "@cxkit/core";
import type { DuckDBDataChunk, DuckDBValue } from "@duckdb/node-api";
import { firstPoint, numberSlot } from "./answer-slot.ts";
import { columnPage } from "./column-page.ts";
import type { Snapshot } from "./reader.ts";
import { fieldSql, rowsSql } from "./field-sql.ts";
import { answeredSeries, seriesOf } from "./selected-series.ts";
import type { StoreState } from "./store-state.ts";

const pageRows = 65_536;

/**
 * What a selection selects, in time order; no more than a page is held.
 *
 * @yields pages of columns
 */
export async function* scanPages(
  snapshot: Snapshot,
  state: StoreState,
  query: ScanQuery,
): AsyncGenerator<Columns> {
  const { select, fields } = query;
  const series = seriesOf(state, select);
  const where = rowsSql({ ...query, types: select.types, where: select.where });
  const texts = fields.map((path, at) => `, ${fieldSql(path).text} as f${at}`).join("");
  if (select.item === undefined) {
    const value = select.value === undefined ? undefined : fieldSql(select.value);
    const rows = snapshot.stream(
      `select e.time::double, ${value ? value.number : "1::double"}, null, null${texts}
        from event e where ${where}${value ? ` and ${value.present}` : ""} order by e.time, e.arrival`,
    );
    yield* pagesOf(rows, fields, (number) => ({ value: number ?? NaN, missing: 0 }), false);
    return;
  }
  if (series.length === 0) return;
  const from = `from answer a join (select * from event e where ${where}) e using (arrival)
    where a.series in (${series.map(({ number }) => number).join(", ")})`;
  // What holds for all pages has to be known before the first; of one series without weights it is.
  const unknown = series.length > 1 || state.weighted;
  const totals = unknown
    ? await snapshot.rows(`select a.series, count(e.weight)::double ${from} group by a.series`)
    : series.map(({ number }) => [number, 0]);
  const answered = answeredSeries(state, new Set(totals.map(([number]) => Number(number))));
  if (!answered) return;
  const weighted = totals.some(([, weights]) => Number(weights) > 0);
  const { scale } = answered.instrument;
  const points = scale && scalePoints(scale);
  const rows = snapshot.stream(
    `select e.time::double, a.number, a.slot, e.weight${texts} ${from} order by e.time, e.arrival`,
  );
  const cellOf: CellOf = (number, slot) => {
    if (slot < firstPoint) return { value: NaN, missing: 1 + slot };
    if (points) return { value: points[slot - firstPoint] ?? NaN, missing: 0 };
    return { value: slot === numberSlot ? (number ?? NaN) : NaN, missing: 0 };
  };
  yield* pagesOf(rows, fields, cellOf, weighted);
}

type CellOf = (number: number | null, slot: number) => { readonly value: number; readonly missing: number };

async function* pagesOf(
  chunks: AsyncIterable<DuckDBDataChunk>,
  fields: readonly string[],
  cellOf: CellOf,
  weighted: boolean,
): AsyncGenerator<Columns> {
  let page = columnPage(pageRows, fields, weighted);
  for await (const chunk of chunks) {
    if (page.length + chunk.rowCount > pageRows) {
      yield page.columns();
      page = columnPage(pageRows, fields, weighted);
    }
    const [times = [], numbers = [], slots = [], weights = [], ...texts] = chunk.getColumns();
    for (let row = 0; row < chunk.rowCount; row += 1) {
      const { value, missing } = cellOf(numberOf(numbers[row]), Number(slots[row]));
      page.add(Number(times[row]), value, missing, numberOf(weights[row]) ?? 1);
    }
    for (const [at, values] of texts.entries()) page.addTexts(at, values);
  }
  if (page.length > 0) yield page.columns();
}

function numberOf(value: DuckDBValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
