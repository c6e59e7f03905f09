import type { CategoryTally, MissingReason, MomentTally } from "@cxkit/core";
import type { CodedCell } from "./cell-order.ts";
import type { Chunk } from "./chunk.ts";
import type { Grouping, SelectedRows } from "./selected-rows.ts";

/** What a row counts as: a value, several of them (a multiple choice), no value with its reason, or not at all. */
export type RowValue = string | number | readonly string[] | { readonly reason: MissingReason } | undefined;

/** How to read what the rows of a chunk count as. */
export type ValueReader = (chunk: Chunk) => (row: number) => RowValue;

/** Counts open categories. A multiple choice counts in each category chosen. */
export function tallyCategories(
  rows: readonly SelectedRows[],
  valuesOf: ValueReader,
  weighted: boolean,
  grouping: Grouping,
): CodedCell[] {
  interface Category {
    count: number;
    sum: number;
    sumOfSquares: number;
  }
  const empty = () => ({
    categories: new Map<string, Category>(),
    missing: new Map<MissingReason, number>(),
  });
  const cells = cellsOf(rows, valuesOf, grouping, empty, ({ categories, missing }, value, chunk, row) => {
    if (typeof value === "object" && "reason" in value) {
      missing.set(value.reason, (missing.get(value.reason) ?? 0) + 1);
      return;
    }
    const told = chunk.weight?.[row] ?? NaN;
    const weight = Number.isNaN(told) ? 1 : told;
    const add = (name: string): void => {
      let category = categories.get(name);
      if (!category) categories.set(name, (category = { count: 0, sum: 0, sumOfSquares: 0 }));
      category.count += 1;
      category.sum += weight;
      category.sumOfSquares += weight * weight;
    };
    if (typeof value === "object") for (const choice of new Set(value)) add(choice);
    else add(String(value));
  });
  return cells.map(({ codes, period, state: { categories, missing } }) => ({
    codes,
    period,
    tally: {
      kind: "category",
      counts: Object.fromEntries([...categories].map(([name, { count }]) => [name, count])),
      ...(weighted && {
        weights: Object.fromEntries(
          [...categories].map(([name, { sum, sumOfSquares }]) => [name, { sum, sumOfSquares }]),
        ),
      }),
      missing: Object.fromEntries(missing),
    } satisfies CategoryTally,
  }));
}

/** Moments of numbers. What is there and no number counts as `off-scale`. */
export function tallyMoments(
  rows: readonly SelectedRows[],
  valuesOf: ValueReader,
  grouping: Grouping,
): CodedCell[] {
  const empty = () => ({
    n: 0,
    mean: 0,
    squares: 0,
    minimum: Infinity,
    maximum: -Infinity,
    missing: new Map<MissingReason, number>(),
  });
  const cells = cellsOf(rows, valuesOf, grouping, empty, (state, value) => {
    if (typeof value !== "number") {
      const reason = typeof value === "object" && "reason" in value ? value.reason : "off-scale";
      state.missing.set(reason, (state.missing.get(reason) ?? 0) + 1);
      return;
    }
    // Welford (1962), Note on a method for calculating corrected sums of squares and products, Technometrics 4(3) 419–420
    state.n += 1;
    const distance = value - state.mean;
    state.mean += distance / state.n;
    state.squares += distance * (value - state.mean);
    state.minimum = Math.min(state.minimum, value);
    state.maximum = Math.max(state.maximum, value);
  });
  return cells.map(({ codes, period, state }) => ({
    codes,
    period,
    tally: {
      kind: "moment",
      n: state.n,
      mean: state.mean,
      squares: state.squares,
      minimum: state.n > 0 ? state.minimum : null,
      maximum: state.n > 0 ? state.maximum : null,
      missing: Object.fromEntries(state.missing),
    } satisfies MomentTally,
  }));
}

interface StateCell<State> {
  readonly codes: readonly number[];
  readonly period: number;
  readonly state: State;
}

function cellsOf<State>(
  rows: readonly SelectedRows[],
  valuesOf: ValueReader,
  grouping: Grouping,
  empty: () => State,
  add: (state: State, value: Exclude<RowValue, undefined>, chunk: Chunk, row: number) => void,
): StateCell<State>[] {
  const cells = new Map<number | string, StateCell<State>>();
  const { cardinalities } = grouping;
  const combinations = cardinalities.reduce((product, codes) => product * codes, grouping.periods);
  for (const run of rows) {
    const { chunk, mask } = run;
    const read = valuesOf(chunk);
    const columns = grouping.codes(chunk);
    grouping.cut(run, (from, below, period) => {
      for (let row = from; row < below; row += 1) {
        if (mask && mask[row]! > 0) continue;
        const value = read(row);
        if (value === undefined) continue;
        const key =
          combinations < Number.MAX_SAFE_INTEGER
            ? columns.reduce((sum, codes, field) => sum * cardinalities[field]! + codes[row]!, period)
            : [period, ...columns.map((codes) => codes[row]!)].join();
        let cell = cells.get(key);
        if (!cell) {
          cell = { codes: columns.map((codes) => codes[row]!), period, state: empty() };
          cells.set(key, cell);
        }
        add(cell.state, value, chunk, row);
      }
    });
  }
  return [...cells.values()];
}
