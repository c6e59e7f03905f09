import { normalCriticalValue } from "../critical-value.ts";
import { twoSidedNormalPValue } from "../differences/difference-test.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";

/** Agreement beyond chance. */
export interface Agreement {
  /** 1 for perfect agreement, 0 for what chance would give, below 0 for less. */
  readonly kappa: number;
  readonly interval: Interval;
  readonly standardError: number;
  /** Standard error if raters agreed by chance alone, and the two-sided test that uses it. */
  readonly nullStandardError: number;
  readonly statistic: number;
  readonly pValue: number;
  /** Share of pairs that agree. */
  readonly observedAgreement: number;
  readonly n: number;
}

/** How much two categories disagree, by their positions: 0 for equal ones, more for those farther apart. */
export type Disagreement = (left: number, right: number, categories: number) => number;

/** Every two categories disagree alike: plain kappa. */
export const anyDisagreement: Disagreement = (left, right) => (left === right ? 0 : 1);
/** By distance, for ordered categories. */
export const linearDisagreement: Disagreement = (left, right, categories) =>
  distance("linearDisagreement", left, right, categories);
/** By squared distance, for ordered categories; then kappa is nearly an intraclass correlation. */
export const quadraticDisagreement: Disagreement = (left, right, categories) =>
  distance("quadraticDisagreement", left, right, categories) ** 2;

/**
 * Cohen's kappa: agreement of two raters on categories (coders of verbatims, a classifier and a person), beyond what their
 * habits alone would give. Weighted by a {@link Disagreement} for ordered categories. More than two raters: {@link fleissKappa}.
 *
 * @param table counts, first rater's categories by row, second's by column, in the same order
 * @param options `disagreement` any unless said otherwise; `confidenceLevel` 0.95
 * @returns kappa with a large-sample interval, clipped to −1…1; of no width where the raters agree in everything, however few things
 *   they saw
 * @throws {RangeError} when the table is not square or has fewer than two categories, a count is negative or not finite, it is
 *   empty, or both raters used one and the same category alone
 * @source Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1) 37–46;
 *   Fleiss, Cohen and Everitt (1969), Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72(5) 323–327
 * @example cohensKappa([[20, 5], [10, 15]]).kappa.toFixed(2) // => "0.40"
 */
export function cohensKappa(
  table: readonly (readonly number[])[],
  options: { readonly disagreement?: Disagreement; readonly confidenceLevel?: number } = {},
): Agreement {
  const { disagreement = anyDisagreement, confidenceLevel = 0.95 } = options;
  const z = normalCriticalValue("cohensKappa", confidenceLevel);
  const size = table.length;
  requireDomain(
    size >= 2 && table.every((row) => row.length === size),
    "cohensKappa requires a square table of at least two categories",
    `${size} by ${table[0]?.length ?? 0}`,
  );
  const counts = table.flatMap((row) => Array.from(row));
  requireDomain(
    counts.every((count) => Number.isFinite(count) && count >= 0),
    "cohensKappa requires finite counts ≥ 0",
    counts.find((count) => !(Number.isFinite(count) && count >= 0)),
  );
  const n = counts.reduce((sum, count) => sum + count, 0);
  requireDomain(n > 0, "cohensKappa requires counts that are not all 0", n);
  const cells = table.map((row) => row.map((count) => count / n));
  const first = cells.map((row) => row.reduce((sum, share) => sum + share, 0));
  const second = cells.map((_, j) => cells.reduce((sum, row) => sum + (row[j] as number), 0));
  const weight = (i: number, j: number) => 1 - disagreement(i, j, size);
  const each = (value: (i: number, j: number) => number) =>
    cells.reduce((sum, row, i) => sum + row.reduce((part, _, j) => part + value(i, j), 0), 0);
  const observed = each((i, j) => weight(i, j) * (cells[i]?.[j] as number));
  const expected = each((i, j) => weight(i, j) * (first[i] as number) * (second[j] as number));
  requireDomain(
    expected < 1,
    "cohensKappa requires raters who used more than one category",
    `expected ${expected}`,
  );
  const kappa = (observed - expected) / (1 - expected);
  const rowWeight = cells.map((_, i) => second.reduce((sum, share, j) => sum + share * weight(i, j), 0));
  const columnWeight = cells.map((_, j) => first.reduce((sum, share, i) => sum + share * weight(i, j), 0));
  const habit = (i: number, j: number) => (rowWeight[i] as number) + (columnWeight[j] as number);
  const spread =
    each((i, j) => (cells[i]?.[j] as number) * (weight(i, j) - habit(i, j) * (1 - kappa)) ** 2) -
    (kappa - expected * (1 - kappa)) ** 2;
  const chance =
    each((i, j) => (first[i] as number) * (second[j] as number) * (weight(i, j) - habit(i, j)) ** 2) -
    expected ** 2;
  const error = (variance: number) => Math.sqrt(Math.max(0, variance) / n) / (1 - expected);
  const [standardError, nullStandardError] = [error(spread), error(chance)];
  const statistic = nullStandardError > 0 ? kappa / nullStandardError : Math.sign(kappa) * Number.MAX_VALUE;
  return {
    kappa,
    interval: { low: Math.max(-1, kappa - z * standardError), high: Math.min(1, kappa + z * standardError) },
    standardError,
    nullStandardError,
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    observedAgreement: cells.reduce((sum, row, i) => sum + (row[i] as number), 0),
    n,
  };
}

/** How far two categories are apart, of the farthest that there are. */
function distance(caller: string, left: number, right: number, categories: number): number {
  const last = categories - 1;
  for (const category of [left, right])
    requireDomain(
      Number.isInteger(category) && category >= 0 && category <= last && last > 0,
      `${caller} requires categories counted from 0, two at least`,
      `${category} of ${categories}`,
    );
  return Math.abs(left - right) / last;
}
