import { requireDomain } from "../domain.ts";
import { labelIndex, type Labels } from "./label-index.ts";
import { orthonormalBasis, type RegressionBasis } from "./regression-basis.ts";
import type { CalibrationTarget } from "./weight-adjustment.ts";

/** What is known of a population: how many are in each category of one variable. */
export interface Margin {
  /** What errors and reports call the variable, e.g. `region`. */
  readonly name: string;
  /** Category of each row. */
  readonly categories: Labels;
  /** Population of each category, above 0, in any unit: people, or shares that sum to 1. */
  readonly totals: Readonly<Record<string, number>>;
}

/** Columns of categories that make the cells of a population table. */
export interface CrossedColumns {
  /** What errors and reports call the crossing, e.g. `region × age`. */
  readonly name: string;
  /** One column of categories for each dimension of the table. */
  readonly columns: readonly Labels[];
  /** The cells: a category for each column, and the population with all of them. */
  readonly cells: readonly { readonly of: readonly (string | number)[]; readonly total: number }[];
}

/**
 * The cells of a population table as one margin: post-stratification to it is cell weighting.
 *
 * @throws {RangeError} when columns differ in length, a cell has not one category for each column, or comes twice
 * @example crossedMargin({ name: "region × tier", columns: [["n", "s"], ["pro", "free"]], cells: [{ of: ["n", "pro"], total: 40 }, { of: ["s", "free"], total: 60 }] }).categories // => ["n × pro", "s × free"]
 */
export function crossedMargin({ name, columns, cells }: CrossedColumns): Margin {
  const rows = columns[0]?.length ?? 0;
  requireDomain(
    columns.length > 0 && columns.every((column) => column.length === rows),
    "crossedMargin requires columns of one length",
    columns.map((column) => column.length).join(", ") || "none",
  );
  const totals = new Map<string, number>();
  for (const { of, total } of cells) {
    const cell = of.join(" × ");
    requireDomain(
      of.length === columns.length && !totals.has(cell),
      `crossedMargin requires cells of ${columns.length} categories, each once`,
      cell,
    );
    requireDomain(
      total > 0 && total < Infinity,
      "crossedMargin requires finite totals above 0",
      `${total} for ${cell}`,
    );
    totals.set(cell, total);
  }
  return {
    name,
    categories: Array.from({ length: rows }, (_, row) => columns.map((column) => column[row]).join(" × ")),
    totals: Object.fromEntries(totals),
  };
}

/** A margin with its categories numbered and its totals in their order. */
export interface CheckedMargin {
  readonly name: string;
  readonly names: readonly string[];
  readonly of: Int32Array;
  readonly totals: readonly number[];
}

/**
 * The margins, checked against the rows and each other.
 *
 * @throws {RangeError} naming margin and category
 */
export function checkedMargins(caller: string, margins: readonly Margin[], rows: number): CheckedMargin[] {
  requireDomain(margins.length > 0, `${caller} requires a margin`, 0);
  let sum: { readonly name: string; readonly of: number } | undefined;
  return margins.map(({ name, categories, totals }) => {
    requireDomain(
      categories.length === rows,
      `${caller} requires a category for each of ${rows} rows`,
      `${categories.length} in margin ${name}`,
    );
    const { names, of } = labelIndex(`${caller} requires categories of margin ${name}`, categories);
    const wanted = new Map(Object.entries(totals));
    for (const [category, total] of wanted) {
      requireDomain(
        total > 0 && total < Infinity,
        `${caller} requires finite totals above 0`,
        `${total} for ${category} of margin ${name}`,
      );
      requireDomain(
        names.includes(category),
        `${caller} requires targets for categories with rows only (merge ${category} with another)`,
        `target ${total} for ${category} of margin ${name}, which has no row`,
      );
    }
    const ordered = names.map((category, number) => {
      const total = wanted.get(category);
      requireDomain(
        total !== undefined,
        `${caller} requires a target for each category`,
        `none for ${category} of margin ${name}, which row ${of.indexOf(number)} has`,
      );
      return total!;
    });
    const total = ordered.reduce((all, part) => all + part, 0);
    sum ??= { name, of: total };
    requireDomain(
      Math.abs(total - sum.of) <= 1e-9 * sum.of,
      `${caller} requires margins with one total`,
      `${sum.of} of margin ${sum.name} and ${total} of margin ${name}`,
    );
    // What rounding they differ by would keep the margins from ever being met.
    const unit = sum.of / total;
    return { name, names, of, totals: ordered.map((part) => part * unit) };
  });
}

/** The targets of margins, category by category. */
export function marginTargets(margins: readonly CheckedMargin[]): CalibrationTarget[] {
  return margins.flatMap(({ name, names, of, totals }) =>
    names.map((category, number) => ({
      name,
      category,
      total: totals[number]!,
      achieved: (weights: Float64Array) => sumWhere(weights, of, number),
    })),
  );
}

/** The cells that occur: rows that are alike in all margins. */
export interface MarginCells {
  /** Cell of each row. */
  readonly of: Int32Array;
  /** For each margin, the category of each cell. */
  readonly categories: readonly Int32Array[];
}

/** Puts rows together that are alike in all margins. */
export function marginCells(margins: readonly CheckedMargin[]): MarginCells {
  let of = margins[0]!.of;
  let first = firstRows(of);
  for (const margin of margins.slice(1)) {
    const pairs = Array.from(of, (cell, row) => cell * margin.names.length + margin.of[row]!);
    of = labelIndex("", pairs).of;
    first = firstRows(of);
  }
  return { of, categories: margins.map((margin) => Int32Array.from(first, (row) => margin.of[row]!)) };
}

/** Sums of rows by cell. */
export function cellSums({ of, categories }: MarginCells, values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(categories[0]!.length);
  for (let row = 0; row < of.length; row++) sums[of[row]!]! += values[row]!;
  return sums;
}

/** The regression on the categories of margins. */
export function marginBasis(
  margins: readonly CheckedMargin[],
  cells: MarginCells,
  rowWeights: Float64Array | null,
): RegressionBasis {
  const groupWeights = cellSums(cells, rowWeights ?? new Float64Array(cells.of.length).fill(1));
  const indicators = margins.flatMap(({ names }, margin) =>
    names.map((_, category) => cells.categories[margin]!.map((own) => (own === category ? 1 : 0))),
  );
  return { groupOf: cells.of, groupWeights, columns: orthonormalBasis(indicators, groupWeights).columns };
}

function firstRows(of: Int32Array): number[] {
  const first: number[] = [];
  of.forEach((cell, row) => {
    if (cell === first.length) first.push(row);
  });
  return first;
}

function sumWhere(weights: Float64Array, of: Int32Array, number: number): number {
  let sum = 0;
  for (let row = 0; row < of.length; row++) if (of[row] === number) sum += weights[row]!;
  return sum;
}
