import { requireDomain } from "../domain.ts";

/** What leaving out one answer at a time tells about a statistic. */
export interface JackknifeResult {
  /** The statistic of all answers. */
  readonly observed: number;
  /** Bias that the statistic is estimated to have: (n − 1) times the mean of the values minus `observed`. */
  readonly bias: number;
  readonly standardError: number;
  /** Efron's a for {@link bcaInterval}, from the values around their mean; 0 where none differs. */
  readonly acceleration: number;
  /** The same around `observed`, as R's package boot takes it; equal for means. */
  readonly accelerationAroundObserved: number;
  /** Answers that were left out, one at a time. */
  readonly n: number;
}

/** A jackknife of rows, with the value for each. */
export interface RowJackknife extends JackknifeResult {
  /** The statistic without each row, in the order of the rows. */
  readonly values: readonly number[];
}

/** A jackknife of counts, with the value for each category. */
export interface CountJackknife extends JackknifeResult {
  /** The statistic without one answer of each category; `null` where there is none to leave out. */
  readonly values: readonly (number | null)[];
}

/**
 * Delete-one jackknife of any statistic of rows: bias, standard error, and the acceleration that {@link bcaInterval}
 * needs. Work is n times that of the statistic; from counts take {@link jackknifeOfCounts}.
 *
 * Right for smooth statistics; for a median or another quantile its standard error does not converge. Assumes
 * independent rows.
 *
 * @param rows the sample, at least two rows
 * @param statistic any function of rows that gives a finite number
 * @throws {RangeError} when there are fewer than two rows or the statistic of some of them is not finite
 * @source Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans; the acceleration: Efron (1987),
 *   JASA 82(397) 171–185, equation 6.6
 * @example
 * const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
 * jackknife([1, 2, 4, 9], mean).standardError.toFixed(4); // => "1.7795"
 */
export function jackknife<Row>(
  rows: readonly Row[],
  statistic: (rows: readonly Row[]) => number,
): RowJackknife {
  requireDomain(rows.length >= 2, "jackknife requires at least two rows", rows.length);
  const values = rows.map((_, left) => statistic(rows.toSpliced(left, 1)));
  const parts = values.map((value) => ({ value, count: 1 }));
  return { ...summary("jackknife", statistic(rows), parts), values };
}

/**
 * Delete-one jackknife of a statistic of counts: as {@link jackknife} of the answers behind them, at the cost of one
 * evaluation a category.
 *
 * @param counts answers in each category, whole numbers, at least two answers in all
 * @param statistic any function of counts that gives a finite number
 * @throws {RangeError} when a count is not a whole number ≥ 0, there are fewer than two answers, or the statistic of some
 *   counts is not finite
 * @source Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans
 * @example
 * const net = ([down = 0, passive = 0, up = 0]: readonly number[]) => (up - down) / (down + passive + up);
 * jackknifeOfCounts([3, 3, 4], net).standardError.toFixed(4); // => "0.2769"
 */
export function jackknifeOfCounts(
  counts: readonly number[],
  statistic: (counts: readonly number[]) => number,
): CountJackknife {
  requireDomain(
    counts.every((count) => Number.isSafeInteger(count) && count >= 0),
    "jackknifeOfCounts requires whole counts ≥ 0",
    counts.join(", "),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  requireDomain(total >= 2, "jackknifeOfCounts requires at least two answers", total);
  const values = counts.map((count, left) => (count === 0 ? null : statistic(counts.with(left, count - 1))));
  const parts = values.flatMap((value, index) =>
    value === null ? [] : [{ value, count: counts[index] as number }],
  );
  return { ...summary("jackknifeOfCounts", statistic(counts), parts), values };
}

function summary(
  caller: string,
  observed: number,
  parts: readonly { readonly value: number; readonly count: number }[],
): JackknifeResult {
  for (const value of [observed, ...parts.map((part) => part.value)])
    requireDomain(Number.isFinite(value), `${caller} requires a statistic that is always finite`, value);
  const sum = (of: (value: number) => number): number =>
    parts.reduce((total, { value, count }) => total + count * of(value), 0);
  const n = sum(() => 1);
  // From the observed value, so that equal values have no bias.
  const shift = sum((value) => value - observed) / n;
  const mean = observed + shift;
  const squares = sum((value) => (value - mean) ** 2);
  const skew = (center: number): number => {
    const second = sum((value) => (center - value) ** 2);
    const spread = Math.sqrt(second);
    return spread > noise * Math.abs(observed) && second > 0
      ? sum((value) => ((center - value) / spread) ** 3) / 6
      : 0;
  };
  return {
    observed,
    bias: (n - 1) * shift,
    standardError: Math.sqrt(((n - 1) / n) * squares),
    acceleration: skew(mean),
    accelerationAroundObserved: skew(observed),
    n,
  };
}

/** Relative differences that only rounding makes. */
const noise = 1e-14;
