import {
  hypergeometricCdf,
  hypergeometricProbability,
  hypergeometricSurvival,
} from "../distributions/hypergeometric-distribution.ts";
import { requireDomain } from "../domain.ts";
import { firstWhere } from "./first-where.ts";
import { alternativeOf } from "./tail-probability.ts";
import { type FourfoldTable, marginsOf } from "./table.ts";
import type { TestOptions, TestResult } from "./test-result.ts";

/**
 * Fisher's exact test of a 2 × 2 table: do two groups share one proportion? Two-sided by small probabilities, as R does:
 * every table with these margins that is no likelier than the one seen counts.
 *
 * Never exceeds its level, and is timid for it: {@link fisherMidP} comes closer to it, {@link miettinenNurminenTest} too.
 * Where a row or column is empty, the p-value is 1.
 *
 * @param table rows are groups, columns success and failure; whole counts, together 1 to 1e12
 * @param options alternative "greater": the first row has the higher share in the first column
 * @returns `statistic` is the first count above its expectation
 * @throws {RangeError} unless the table is 2 × 2, of whole numbers ≥ 0, not all 0
 * @source Fisher (1935), The logic of inductive inference, JRSS 98(1) 39–82
 * @example fisherExact([[3, 1], [1, 3]]).pValue.toFixed(4) // => "0.4857"
 */
export function fisherExact(table: FourfoldTable, options?: TestOptions): TestResult {
  return fisher("fisherExact", "fisher-exact", table, options, 1);
}

/**
 * Fisher's test with the mid-p-value, which counts tables as likely as the one seen by half: the level is kept on average
 * and hardly ever exceeded. For two proportions with small cells.
 *
 * @param table rows are groups, columns success and failure; whole counts, together 1 to 1e12
 * @param options alternative "greater": the first row has the higher share in the first column
 * @returns `statistic` is the first count above its expectation; where a row or column is empty, two-sided p-value 1
 * @throws {RangeError} unless the table is 2 × 2, of whole numbers ≥ 0, not all 0
 * @source Lancaster (1961), Significance tests in discrete distributions, JASA 56(294) 223–234; Lydersen, Fagerland and
 *   Laake (2009), Recommended tests for association in 2 × 2 tables, Statistics in Medicine 28(7) 1159–1175
 * @example fisherMidP([[3, 1], [1, 3]]).pValue.toFixed(4) // => "0.2571"
 */
export function fisherMidP(table: FourfoldTable, options?: TestOptions): TestResult {
  return fisher("fisherMidP", "fisher-mid-p", table, options, 0.5);
}

function fisher(
  caller: string,
  test: string,
  table: FourfoldTable,
  options: TestOptions | undefined,
  weightOfSeen: number,
): TestResult {
  const alternative = alternativeOf(caller, options);
  const { rows, columns, n } = marginsOf(caller, table);
  requireDomain(
    rows.length === 2 && columns.length === 2 && table.flat().every(Number.isInteger) && n > 0 && n <= 1e12,
    `${caller} requires a 2 × 2 table of whole numbers, together 1 to 1e12`,
    table.map((row) => row.join(", ")).join("; "),
  );
  const [draws, successes] = [rows[0] as number, columns[0] as number];
  const first = table[0][0];
  const least = Math.max(0, draws + successes - n);
  const most = Math.min(draws, successes);
  const probability = (k: number): number => hypergeometricProbability(k, n, successes, draws);
  const atMost = (k: number): number => (k < least ? 0 : hypergeometricCdf(k, n, successes, draws));
  const atLeast = (k: number): number =>
    k <= least ? 1 : k > most ? 0 : hypergeometricSurvival(k - 1, n, successes, draws);
  const statistic = first - (draws * successes) / n;
  const seen = probability(first);
  const lessOfSeen = (1 - weightOfSeen) * seen;
  if (alternative === "greater") return { test, alternative, statistic, pValue: atLeast(first) - lessOfSeen };
  if (alternative === "less") return { test, alternative, statistic, pValue: atMost(first) - lessOfSeen };
  if (least === most) return { test, alternative, statistic, pValue: 1 };
  // Probabilities rise to the mode and fall from there; ties count to seven digits.
  const mode = Math.floor(((draws + 1) * (successes + 1)) / (n + 2));
  const limit = seen * (1 + 1e-7);
  const low = firstWhere(least, mode + 1, (k) => probability(k) > limit) - 1;
  const high = firstWhere(mode, most + 1, (k) => probability(k) <= limit);
  if (low + 1 >= high)
    return { test, alternative, statistic, pValue: weightOfSeen === 1 ? 1 : 1 - tied(low, high) };
  const pValue = Math.min(1, atMost(low) + atLeast(high)) - tied(low, high);
  return { test, alternative, statistic, pValue: Math.max(0, pValue) };

  /** What the mid-p-value leaves out: half of the tables that are exactly as likely. */
  function tied(lower: number, upper: number): number {
    if (weightOfSeen === 1) return 0;
    const floor = seen * (1 - 1e-7);
    let total = 0;
    for (let k = lower; k >= least && probability(k) >= floor; k--) total += probability(k);
    for (let k = Math.max(upper, lower + 1); k <= most && probability(k) >= floor; k++)
      total += probability(k);
    return (1 - weightOfSeen) * total;
  }
}
