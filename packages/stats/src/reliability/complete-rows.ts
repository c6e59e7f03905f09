import { requireDomain } from "../domain.ts";

/** Answers of one respondent, or ratings of one thing, in the same order in every row; `null` where there is none. */
export type ItemRow = readonly (number | null)[];

/** Rows without a missing answer, and how many others there are. */
export function completeRows(
  caller: string,
  rows: readonly ItemRow[],
): { readonly rows: readonly (readonly number[])[]; readonly incomplete: number } {
  const width = rows[0]?.length ?? 0;
  requireDomain(width >= 2, `${caller} requires at least two columns`, width);
  const complete = Array.from(rows, (row) => Array.from(row)).filter((row, index) => {
    requireDomain(row.length === width, `${caller} requires ${width} values in row ${index}`, row.length);
    for (const value of row)
      requireDomain(
        value === null || Number.isFinite(value),
        `${caller} requires finite numbers or null in row ${index}`,
        value,
      );
    return !row.includes(null);
  }) as readonly (readonly number[])[];
  return { rows: complete, incomplete: rows.length - complete.length };
}

/** Sample variances and covariances of the columns, about their means. */
export function covariances(rows: readonly (readonly number[])[]): number[][] {
  const n = rows.length;
  const means = (rows[0] ?? []).map((_, j) => rows.reduce((sum, row) => sum + (row[j] as number), 0) / n);
  const columns = means.map((mean, j) => {
    const rest = rows.reduce((sum, row) => sum + ((row[j] as number) - mean), 0) / n;
    return rows.map((row) => (row[j] as number) - mean - rest);
  });
  return columns.map((left) =>
    columns.map((right) => left.reduce((sum, value, i) => sum + value * (right[i] as number), 0) / (n - 1)),
  );
}
