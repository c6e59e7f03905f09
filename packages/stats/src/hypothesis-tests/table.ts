import { requireDomain } from "../domain.ts";
import { sum } from "./sample.ts";

/** A table of counts with its margins. */
export interface Margins {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly n: number;
}

/** Checks a table of counts: rectangular, finite, not negative, no empty row or column, at least 2 × 2. */
export function marginsOf(caller: string, table: readonly (readonly number[])[]): Margins {
  const width = table[0]?.length ?? 0;
  requireDomain(
    table.length > 1 && width > 1 && table.every((row) => row.length === width),
    `${caller} requires a table of at least 2 rows and 2 columns`,
    `rows of ${table.map((row) => row.length).join(", ")}`,
  );
  for (const count of table.flat())
    requireDomain(count >= 0 && count < Infinity, `${caller} requires finite counts ≥ 0`, count);
  const rows = table.map((row) => sum(row));
  const columns = Array.from({ length: width }, (_, j) => sum(table.map((row) => row[j] as number)));
  const n = sum(rows);
  requireDomain(n <= 1e15, `${caller} requires at most 1e15 answers`, n);
  return { rows, columns, n };
}

/** Counts to be expected were rows and columns independent. */
export function expectedCounts({ rows, columns, n }: Margins): number[][] {
  return rows.map((row) => columns.map((column) => (row * column) / n));
}

/** Stops where a row or column is empty: nothing can be compared with it. */
export function requireNoEmptyMargin(caller: string, { rows, columns }: Margins): void {
  requireDomain(
    [...rows, ...columns].every((total) => total > 0),
    `${caller} requires no row or column without answers`,
    `row totals ${rows.join(", ")}, column totals ${columns.join(", ")}`,
  );
}

/** A 2 × 2 table of whole counts. */
export type FourfoldTable = readonly [readonly [number, number], readonly [number, number]];
