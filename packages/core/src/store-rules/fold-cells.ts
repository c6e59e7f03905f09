import type { Columns, DictionaryColumn } from "../columns.ts";
import type { Cell, Store, TallyQuery } from "../store.ts";
import type { Tally } from "../tally.ts";
import { calendarEdges } from "./calendar-edges.ts";

/** Rows of one cell, and what was counted of the cell before; `null` where nothing was. */
export interface CellRows<T extends Tally = Tally> {
  readonly tally: T | null;
  readonly rows: Columns;
}

/** Rows that are folded together, about. Of many small cells these are many folds, of one large cell a single one. */
const rowsAtOnce = 16_384;

/**
 * Counts by a fold of one's own what a store would count by a `GROUP BY`: for tallies that no store makes, and for metrics whose code is
 * not here. Rows are put apart by group and period, and folded some thousands at a time; none is kept.
 *
 * @param fold adds rows to the tallies of their cells, which come in no promised order, each at most once in a call
 * @returns the cells that have rows, in the order in which they were first met
 * @example
 * import { foldCells } from "@cxkit/core/store-rules";
 * const page = { length: 2, time: Float64Array.of(0, 1), value: Float64Array.of(4, 5), fields: {} };
 * const store = { scan: async function* () { yield page; } };
 * const query = { select: { types: ["survey.responded"], item: "csat" }, by: [], zone: "UTC" } as const;
 * const counted = await foldCells(store, query, (parts) => parts.map(({ rows }) => ({ kind: "category", counts: { rows: rows.length }, missing: {} })));
 * counted.map(({ tally }) => tally.kind === "category" && tally.counts) // => [{ rows: 2 }]
 */
export async function foldCells<T extends Tally>(
  store: Pick<Store, "scan">,
  query: TallyQuery,
  fold: (parts: readonly CellRows<T>[]) => Promise<readonly T[]> | readonly T[],
): Promise<readonly (Cell & { readonly tally: T })[]> {
  const { select, by, window } = query;
  const cells = new Map<string, OpenCell<T>>();
  const waiting = new Map<OpenCell<T>, Columns[]>();
  let rows = 0;
  const flush = async (): Promise<void> => {
    const open = [...waiting];
    waiting.clear();
    rows = 0;
    if (open.length === 0) return;
    const tallies = await fold(open.map(([cell, pages]) => ({ tally: cell.tally, rows: joined(pages) })));
    for (const [at, [cell]] of open.entries()) cell.tally = tallies[at] ?? cell.tally;
  };
  for await (const page of store.scan({ select, fields: by, ...(window && { window }) })) {
    for (const { key, group, period, taken } of groupsOf(page, query)) {
      const cell = cells.get(key) ?? { by: group, period, tally: null };
      cells.set(key, cell);
      const pages = waiting.get(cell);
      if (pages) pages.push(rowsOf(page, taken));
      else waiting.set(cell, [rowsOf(page, taken)]);
    }
    rows += page.length;
    if (rows >= rowsAtOnce) await flush();
  }
  await flush();
  return [...cells.values()].flatMap(({ by: group, period, tally }) =>
    tally === null ? [] : [{ by: group, period, tally }],
  );
}

interface OpenCell<T extends Tally> extends Pick<Cell, "by" | "period"> {
  tally: T | null;
}

interface Group extends Pick<Cell, "period"> {
  readonly key: string;
  readonly group: Cell["by"];
  /** `null`: every row of the page. */
  readonly taken: readonly number[] | null;
}

/** A page's rows by cell. Codes mean something within their page only, so cells are known by their words. */
function groupsOf(page: Columns, { by, every, zone }: Pick<TallyQuery, "by" | "every" | "zone">): Group[] {
  if (page.length === 0) return [];
  if (by.length === 0 && !every) return [{ key: "[]", group: {}, period: null, taken: null }];
  const columns = by.map((field) => page.fields[field] ?? { codes: new Uint8Array(page.length), values: [] });
  const edges = every && calendarEdges(every, zone, page.time[0]!, page.time[page.length - 1]! + 1);
  const periods = periodsOf(page, edges);
  const rows = new Map<number, number[]>();
  for (const [row, place] of placesOf(periods, edges?.length ?? 1, columns).entries()) {
    const taken = rows.get(place);
    if (taken) taken.push(row);
    else rows.set(place, [row]);
  }
  return [...rows.values()].map((taken) => {
    const [first = 0] = taken;
    const words = columns.map(({ codes, values }) => values[codes[first]! - 1] ?? null);
    const at = periods[first]!;
    const period = edges ? { from: edges[at]!, below: edges[at + 1]! } : null;
    return {
      key: JSON.stringify([...words, period?.from ?? null]),
      group: Object.fromEntries(by.map((field, index) => [field, words[index] ?? null])),
      period,
      taken,
    };
  });
}

/** The period of each row, by its number; rows come in time order. */
function periodsOf({ length, time }: Columns, edges: Float64Array | undefined): Float64Array {
  const periods = new Float64Array(length);
  if (!edges) return periods;
  let period = 0;
  for (let row = 0; row < length; row += 1) {
    while (time[row]! >= edges[period + 1]!) period += 1;
    periods[row] = period;
  }
  return periods;
}

/** One number for each combination of period and codes: column by column, as digits of mixed bases. */
function placesOf(
  periods: Float64Array,
  count: number,
  columns: readonly Pick<DictionaryColumn, "codes" | "values">[],
): Float64Array {
  let places = periods;
  let base = count;
  for (const { codes, values } of columns) {
    const digit = values.length + 1;
    if (base * digit > Number.MAX_SAFE_INTEGER) [places, base] = renumbered(places);
    places = places.map((place, row) => place * digit + codes[row]!);
    base *= digit;
  }
  return places;
}

/** The same places by the order in which they were met: as many numbers as there are places. */
function renumbered(places: Float64Array): [places: Float64Array, count: number] {
  const numbers = new Map<number, number>();
  const met = places.map((place) => {
    const number = numbers.get(place) ?? numbers.size;
    numbers.set(place, number);
    return number;
  });
  return [met, numbers.size];
}

function rowsOf(page: Columns, taken: readonly number[] | null): Columns {
  if (!taken) return page;
  const of = (column: Float64Array): Float64Array => {
    const part = new Float64Array(taken.length);
    for (let at = 0; at < part.length; at += 1) part[at] = column[taken[at]!]!;
    return part;
  };
  return {
    length: taken.length,
    time: of(page.time),
    value: of(page.value),
    ...(page.missing && { missing: Uint8Array.from(taken, (row) => page.missing?.[row] ?? 0) }),
    ...(page.weight && { weight: of(page.weight) }),
    fields: {},
  };
}

/** Pages one behind the other. A row whose page has no weights weighs 1. */
function joined(pages: readonly Columns[]): Columns {
  const length = pages.reduce((sum, page) => sum + page.length, 0);
  const column = (of: (page: Columns) => Float64Array): Float64Array => {
    const whole = new Float64Array(length);
    let at = 0;
    for (const page of pages) {
      whole.set(of(page), at);
      at += page.length;
    }
    return whole;
  };
  const missing = new Uint8Array(length);
  let at = 0;
  for (const page of pages) {
    if (page.missing) missing.set(page.missing, at);
    at += page.length;
  }
  return {
    length,
    time: column(({ time }) => time),
    value: column(({ value }) => value),
    ...(pages.some((page) => page.missing) && { missing }),
    ...(pages.some(({ weight }) => weight) && {
      weight: column((page) => page.weight ?? new Float64Array(page.length).fill(1)),
    }),
    fields: {},
  };
}
