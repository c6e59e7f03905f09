import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { requireDomain } from "../domain.ts";
import { sum } from "./sample.ts";
import type { TestResult } from "./test-result.ts";

/**
 * Cochran's Q test: do the same people say yes equally often to several questions, or in several waves? With two
 * columns it is {@link mcnemarChiSquared}.
 *
 * Rows that are all 0 or all 1 say nothing; where there are no others, the statistic is 0 and the p-value 1.
 *
 * @param rows one row of 0s and 1s for each person, or for each pattern of answers
 * @param counts how many people showed the pattern of each row; one each unless given
 * @throws {RangeError} unless all rows have the same length, at least 2, hold 0 and 1 only, and counts are finite and ≥ 0
 * @source Cochran (1950), The comparison of percentages in matched samples, Biometrika 37(3/4) 256–266
 * @example cochranQ([[1, 1, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]]).pValue.toFixed(4) // => "0.1054"
 */
export function cochranQ(
  rows: readonly (readonly number[])[],
  counts: readonly number[] = rows.map(() => 1),
): TestResult {
  const caller = "cochranQ";
  const width = rows[0]?.length ?? 0;
  requireDomain(
    width > 1 && rows.every((row) => row.length === width),
    `${caller} requires rows of one length, at least 2`,
    `rows of ${rows.map((row) => row.length).join(", ")}`,
  );
  requireDomain(
    counts.length === rows.length && counts.every((count) => count >= 0 && count <= 1e15),
    `${caller} requires a count of 0…1e15 for each row`,
    counts,
  );
  for (const value of rows.flat())
    requireDomain(value === 0 || value === 1, `${caller} requires 0 and 1`, value);
  const columns = Array.from({ length: width }, (_, j) =>
    sum(rows.map((row, i) => (row[j] as number) * (counts[i] as number))),
  );
  const mean = sum(columns) / width;
  let spread = 0;
  rows.forEach((row, i) => {
    const yes = sum(row);
    spread += (counts[i] as number) * yes * (width - yes);
  });
  const squares = sum(columns.map((column) => (column - mean) ** 2));
  const statistic = spread > 0 ? (width * (width - 1) * squares) / spread : 0;
  const degreesOfFreedom = width - 1;
  const pValue = chiSquaredSurvival(statistic, degreesOfFreedom);
  return { test: "cochran-q", alternative: "two-sided", statistic, degreesOfFreedom, pValue };
}
