import { requireLevel } from "../critical-value.ts";
import { fQuantile, fSurvivalQuantile } from "../distributions/f-distribution.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { completeRows, covariances, type ItemRow } from "./complete-rows.ts";

/** One item of a scale, seen against the others. */
export interface ItemReliability {
  /** Correlation of the item with the sum of the others; `null` where one of them does not vary. */
  readonly itemRest: number | null;
  /** Alpha of the scale without the item; `null` when fewer than two would remain. */
  readonly alphaIfDropped: number | null;
}

/** Internal consistency of a scale. */
export interface Reliability {
  /** Cronbach's alpha; can be below 0 where items contradict each other. */
  readonly alpha: number;
  /** Feldt's interval. */
  readonly interval: Interval;
  /** Of the items scaled to equal variances: from the mean correlation alone. */
  readonly standardizedAlpha: number;
  readonly averageCorrelation: number;
  /** Guttman's lambda 6, of the items scaled to equal variances; `null` where an item is a combination of the others. */
  readonly lambda6: number | null;
  /** Reliability of the sum of two items by Spearman and Brown; `null` unless there are two. */
  readonly spearmanBrown: number | null;
  readonly items: readonly ItemReliability[];
  /** Respondents it rests on, and those left out for a missing answer. */
  readonly n: number;
  readonly incomplete: number;
  readonly confidenceLevel: number;
}

/**
 * Cronbach's alpha: how consistently the items of a scale order the respondents, with what each item adds. For two items read
 * `spearmanBrown`, which does not assume that both measure equally well. Items that run against the others have to be turned
 * round first. **Base**: respondents who answered every item.
 *
 * @param rows one row a respondent, one column an item; `null` leaves the respondent out, counted in `incomplete`
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} with fewer than two items or two complete respondents, or when an item does not vary
 * @source Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16(3) 297–334; Feldt, Woodruff
 *   and Salih (1987), Statistical inference for coefficient alpha, Applied Psychological Measurement 11(1) 93–103; Eisinga,
 *   Grotenhuis and Pelzer (2013), The reliability of a two-item scale, International Journal of Public Health 58 637–642
 * @example cronbachAlpha([[5, 4, 5], [4, 4, 4], [2, 3, 2], [3, 3, 4], [1, 2, 1]]).alpha.toFixed(3) // => "0.940"
 */
export function cronbachAlpha(rows: readonly ItemRow[], confidenceLevel = 0.95): Reliability {
  requireLevel("cronbachAlpha", confidenceLevel);
  const { rows: complete, incomplete } = completeRows("cronbachAlpha", rows);
  const n = complete.length;
  requireDomain(n >= 2, "cronbachAlpha requires at least two complete rows", n);
  const covariance = covariances(complete);
  const size = covariance.length;
  covariance.forEach((row, j) =>
    requireDomain((row[j] as number) > 0, "cronbachAlpha requires items that vary", `item ${j}`),
  );
  const correlation = covariance.map((row, i) =>
    row.map((value, j) => value / Math.sqrt((covariance[i]?.[i] as number) * (covariance[j]?.[j] as number))),
  );
  const alpha = alphaOf(
    covariance,
    covariance.map((_, j) => j),
  );
  const averageCorrelation = (total(correlation) - size) / (size * (size - 1));
  const tail = (1 - confidenceLevel) / 2;
  const [above, below] = [n - 1, (n - 1) * (size - 1)];
  return {
    alpha,
    interval: {
      low: 1 - (1 - alpha) * fSurvivalQuantile(tail, above, below),
      high: 1 - (1 - alpha) * fQuantile(tail, above, below),
    },
    standardizedAlpha: alphaOf(
      correlation,
      correlation.map((_, j) => j),
    ),
    averageCorrelation,
    lambda6: lambda6Of(correlation),
    spearmanBrown: size === 2 ? (2 * averageCorrelation) / (1 + averageCorrelation) : null,
    items: covariance.map((row, j) => {
      const others = covariance.map((_, k) => k).filter((k) => k !== j);
      const rest = others.reduce(
        (sum, a) => sum + others.reduce((part, b) => part + (covariance[a]?.[b] as number), 0),
        0,
      );
      const shared = others.reduce((sum, k) => sum + (row[k] as number), 0);
      const scale = Math.sqrt(Math.max(0, rest) * (row[j] as number));
      return {
        itemRest: scale > 1e-12 * (row[j] as number) ? Math.max(-1, Math.min(1, shared / scale)) : null,
        alphaIfDropped: size > 2 && rest > 0 ? alphaOf(covariance, others) : null,
      };
    }),
    n,
    incomplete,
    confidenceLevel,
  };
}

function alphaOf(covariance: readonly (readonly number[])[], items: readonly number[]): number {
  const k = items.length;
  const own = items.reduce((sum, j) => sum + (covariance[j]?.[j] as number), 0);
  const all = items.reduce(
    (sum, i) => sum + items.reduce((part, j) => part + (covariance[i]?.[j] as number), 0),
    0,
  );
  requireDomain(all > 1e-12 * own, "cronbachAlpha requires sums of items that vary", `variance ${all}`);
  return (k / (k - 1)) * (1 - own / all);
}

function total(matrix: readonly (readonly number[])[]): number {
  return matrix.reduce((sum, row) => sum + row.reduce((part, value) => part + value, 0), 0);
}

/** 1 − Σ(1 − squared multiple correlation) / Σ correlations; what is left of an item is 1 over the diagonal of the inverse. */
function lambda6Of(correlation: readonly (readonly number[])[]): number | null {
  const size = correlation.length;
  const work = correlation.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(work[row]?.[column] as number) > Math.abs(work[pivot]?.[column] as number)) pivot = row;
    const [top, other] = [work[pivot] as number[], work[column] as number[]];
    if (Math.abs(top[column] as number) < 1e-10) return null;
    work[column] = top.map((value) => value / (top[column] as number));
    if (pivot !== column) work[pivot] = other;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const line = work[row] as number[];
      const factor = line[column] as number;
      work[row] = line.map((value, j) => value - factor * (work[column]?.[j] as number));
    }
  }
  const left = work.reduce((sum, row, j) => sum + 1 / (row[size + j] as number), 0);
  return 1 - left / total(correlation);
}
