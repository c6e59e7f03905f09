import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { type PairCells, type Pairs, pairCells } from "./pairs.ts";
import { alternativeOf, finiteRatio, studentTPValue } from "./tail-probability.ts";
import type { IntervalTestOptions, TestResult } from "./test-result.ts";

/** A correlation with its test against 0. */
export interface CorrelationResult extends TestResult {
  /** Correlation, −1…1. */
  readonly correlation: number;
  /** Two-sided interval of the correlation. */
  readonly interval: Interval;
  /** Pairs it rests on. */
  readonly n: number;
}

/**
 * Pearson's correlation with Fisher's interval and the t test against 0: how close do two things lie to a line?
 *
 * Assumes independent pairs, and for test and interval that they are close to bivariate normal. For ratings,
 * {@link spearmanCorrelation} and {@link kendallTauB} use only the order. Where all pairs lie on a line, the statistic is
 * ±`Number.MAX_VALUE` in place of infinity and the interval has no width; with three pairs the interval is −1…1.
 *
 * @param pairs two values of each subject, or their counts over two scales; more than 2
 * @param options alternative "greater": the correlation is above 0
 * @throws {RangeError} when there are not more than 2 pairs, one side does not vary, or the level is not strictly between 0
 *   and 1
 * @source Fisher (1921), On the "probable error" of a coefficient of correlation deduced from a small sample, Metron 1 3–32
 * @example pearsonCorrelation({ first: [9, 10, 7, 6, 8], second: [5, 5, 4, 3, 3] }).correlation.toFixed(4) // => "0.7906"
 */
export function pearsonCorrelation(pairs: Pairs, options: IntervalTestOptions = {}): CorrelationResult {
  const caller = "pearsonCorrelation";
  const cells = pairCells(caller, pairs);
  return correlationTest(caller, "pearson-correlation", cells, options, () => 1);
}

/**
 * Product-moment correlation of cells with its t test and Fisher's interval, whose variance is `inflation(r)/(n − 3)`.
 */
export function correlationTest(
  caller: string,
  test: string,
  cells: PairCells,
  options: IntervalTestOptions,
  inflation: (correlation: number) => number,
): CorrelationResult {
  const alternative = alternativeOf(caller, options);
  const { n } = cells;
  requireDomain(n > 2, `${caller} requires more than 2 pairs`, n);
  const z = normalCriticalValue(caller, options.confidenceLevel ?? 0.95);
  const first = standardized(caller, "first", cells.first, cells.counts, n);
  const second = standardized(caller, "second", cells.second, cells.counts, n);
  // With unit lengths, sum and difference give 1 ± r without the cancellation of 1 − r².
  let above = 0;
  let below = 0;
  cells.counts.forEach((count, index) => {
    const [x, y] = [first[index] as number, second[index] as number];
    above += (count * (x + y) ** 2) / 2;
    below += (count * (x - y) ** 2) / 2;
  });
  if (above < 1e-28) above = 0;
  if (below < 1e-28) below = 0;
  const correlation = above < below ? Math.max(-1, above - 1) : Math.min(1, 1 - below);
  const degreesOfFreedom = n - 2;
  const statistic = finiteRatio(correlation * Math.sqrt(degreesOfFreedom), Math.sqrt(above * below));
  const pValue = studentTPValue(statistic, degreesOfFreedom, alternative);
  const reach = n > 3 ? z * Math.sqrt(inflation(correlation) / (n - 3)) : Infinity;
  const center = Math.log(above / below) / 2;
  const limit = (value: number): number =>
    Math.abs(center) === Infinity && n > 3 ? correlation : Math.tanh(value);
  const interval = n > 3 ? { low: limit(center - reach), high: limit(center + reach) } : { low: -1, high: 1 };
  return { test, alternative, statistic, degreesOfFreedom, pValue, correlation, interval, n };
}

/** Values less their mean, scaled to unit length over all pairs. */
function standardized(
  caller: string,
  side: string,
  values: readonly number[],
  counts: readonly number[],
  n: number,
): number[] {
  const mean = values.reduce((total, value, index) => total + value * ((counts[index] as number) / n), 0);
  const rest = values.reduce(
    (total, value, index) => total + (value - mean) * ((counts[index] as number) / n),
    0,
  );
  const deviations = values.map((value) => value - mean - rest);
  const squares = deviations.reduce(
    (total, deviation, index) => total + deviation * deviation * (counts[index] as number),
    0,
  );
  const [some] = values;
  requireDomain(
    squares > 0 && squares < Infinity && values.some((value) => value !== some),
    `${caller} requires ${side} values that vary`,
    `${some} throughout`,
  );
  const length = Math.sqrt(squares);
  return deviations.map((deviation) => deviation / length);
}
