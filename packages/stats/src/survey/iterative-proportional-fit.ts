import { requireDomain } from "../domain.ts";

/** A table that was fitted to its margins. */
export interface ProportionalFit {
  readonly table: readonly (readonly number[])[];
  readonly iterations: number;
  /** Largest difference between a margin and its target, relative to the target (absolute for a target of 0). */
  readonly maxMarginError: number;
}

/** The margins that a table is to have. */
export interface TableMargins {
  /** Total of each row, ≥ 0. */
  readonly rows: readonly number[];
  /** Total of each column, ≥ 0; the same sum as the rows. */
  readonly columns: readonly number[];
}

/**
 * A two-way table scaled, rows and columns in turn, until it has the margins asked for. Odds ratios stay; cells that are 0 stay
 * 0. {@link raked} does the same to the weights of a sample, for any number of margins.
 *
 * @param table counts or weights, ≥ 0, one array for each row
 * @param margins totals of rows and columns
 * @param options largest relative error of a margin that counts as met, default 1e-13; rounds, default 10,000
 * @throws {RangeError} when lengths differ, an entry is negative or not finite, rows and columns have different totals, a
 *   row or column of zeros has a total, or the zeros of the table leave no table with these margins
 * @source Deming and Stephan (1940), On a least squares adjustment of a sampled frequency table, Annals of Mathematical
 *   Statistics 11(4) 427–444
 * @example iterativeProportionalFit([[1, 2], [3, 4]], { rows: [5, 5], columns: [4, 6] }).table[0]?.[0]?.toFixed(4) // => "1.7577"
 */
export function iterativeProportionalFit(
  table: readonly (readonly number[])[],
  margins: TableMargins,
  options: { readonly tolerance?: number; readonly maxIterations?: number } = {},
): ProportionalFit {
  const { tolerance = 1e-13, maxIterations = 10_000 } = options;
  requireDomain(
    tolerance > 0 && tolerance <= 1e-4,
    "iterativeProportionalFit requires 0 < tolerance ≤ 1e-4",
    tolerance,
  );
  const { rows, columns } = checkedMargins(table, margins);
  let cells = table.map((row) => [...row]);
  let worst = { error: Infinity, of: "" };
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    cells = cells.map((row, index) => scaled(row, factor(rows[index]!, sum(row), `row ${index}`)));
    const factors = columns.map((target, index) =>
      factor(target, columnSum(cells, index), `column ${index}`),
    );
    cells = cells.map((row) => row.map((cell, index) => cell * factors[index]!));
    worst = { error: 0, of: "" };
    const look = (target: number, reached: number, of: string) => {
      const error = target === 0 ? reached : Math.abs(reached / target - 1);
      if (!(error <= worst.error)) worst = { error, of };
    };
    rows.forEach((target, index) => look(target, sum(cells[index]!), `row ${index}`));
    columns.forEach((target, index) => look(target, columnSum(cells, index), `column ${index}`));
    if (worst.error <= tolerance) {
      return { table: cells, iterations: iteration, maxMarginError: worst.error };
    }
  }
  requireDomain(
    false,
    `iterativeProportionalFit requires margins that the zeros of the table allow, within ${maxIterations} iterations`,
    `${worst.of} off by ${(100 * worst.error).toPrecision(3)} %`,
  );
  return { table: cells, iterations: maxIterations, maxMarginError: worst.error };
}

function checkedMargins(
  table: readonly (readonly number[])[],
  { rows, columns }: TableMargins,
): TableMargins {
  requireDomain(
    table.length > 0 && rows.length === table.length && table.every((row) => row.length === columns.length),
    "iterativeProportionalFit requires a total for each row and column",
    `${rows.length} and ${columns.length} for a table of ${table.length} × ${table[0]?.length ?? 0}`,
  );
  for (const value of [...table.flat(), ...rows, ...columns]) {
    requireDomain(
      value >= 0 && value < Infinity,
      "iterativeProportionalFit requires finite entries ≥ 0",
      value,
    );
  }
  const [all, down] = [sum(rows), sum(columns)];
  requireDomain(
    all > 0 && Math.abs(all - down) <= 1e-9 * all,
    "iterativeProportionalFit requires rows and columns with one total above 0",
    `${all} (${rows.join(" + ")}) and ${down} (${columns.join(" + ")})`,
  );
  return { rows, columns: scaled(columns, all / down) };
}

function factor(target: number, reached: number, name: string): number {
  requireDomain(
    reached > 0 || target === 0,
    "iterativeProportionalFit requires a cell above 0 in each row and column with a total",
    `none in ${name}`,
  );
  return target === 0 ? 0 : target / reached;
}

function scaled(row: readonly number[], by: number): number[] {
  return row.map((cell) => cell * by);
}

function sum(row: readonly number[]): number {
  return row.reduce((total, cell) => total + cell, 0);
}

function columnSum(cells: readonly (readonly number[])[], index: number): number {
  return cells.reduce((total, row) => total + row[index]!, 0);
}
