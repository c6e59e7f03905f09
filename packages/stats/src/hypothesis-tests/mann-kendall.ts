import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { concordance } from "./concordance.ts";
import { alternativeOf, normalPValue } from "./tail-probability.ts";
import type { TestOptions, TestResult } from "./test-result.ts";

/** A rank test of a trend over time. */
export interface MannKendallResult extends TestResult {
  /** Pairs of times at which the later value is higher minus pairs at which it is lower. */
  readonly score: number;
  /** Variance of the score without a trend, given the ties. */
  readonly scoreVariance: number;
  /** Kendall's τ-b of values and times, −1…1. */
  readonly tau: number;
}

/** A straight line through the middle of all slopes. */
export interface TheilSenResult {
  /** Median of the slopes between all pairs of times, in values for each unit of time. */
  readonly slope: number;
  /** Median of what is left of the values when the slope is taken off: the line at time 0. */
  readonly intercept: number;
  /** Two-sided interval of the slope. */
  readonly interval: Interval;
}

/** How {@link theilSenSlope} is made. */
export interface TheilSenOptions {
  /** Strictly between 0 and 1; 0.95 unless told. */
  readonly confidenceLevel?: number;
}

/**
 * Mann–Kendall test of a monotonic trend over time, corrected for ties, with continuity correction: does a score keep rising
 * or falling from wave to wave? Uses only the order, so one odd wave cannot make a trend.
 *
 * Assumes that waves are independent of each other and equally reliable; {@link netTrend} and {@link cochranArmitageTrend}
 * weigh them by their answers. Fewer than about 8 waves can hardly show anything. Where all values are equal, the statistic
 * is 0 and the p-value 1.
 *
 * @param values one for each time, in order of time, at least 3
 * @param options alternative "greater": a rising trend
 * @throws {RangeError} when there are fewer than 3 values or one is not finite
 * @source Mann (1945), Nonparametric tests against trend, Econometrica 13(3) 245–259; Kendall (1975), Rank Correlation Methods
 * @example mannKendall([31, 33, 30, 35, 38, 36, 40, 41, 39, 44]).pValue.toFixed(4) // => "0.0024"
 */
export function mannKendall(values: ArrayLike<number>, options?: TestOptions): MannKendallResult {
  const caller = "mannKendall";
  const alternative = alternativeOf(caller, options);
  const series = checkedSeries(caller, values);
  const test = "mann-kendall";
  if (series.every((value) => value === series[0])) {
    return { test, alternative, statistic: 0, pValue: 1, score: 0, scoreVariance: 0, tau: 0 };
  }
  const times = series.map((_, index) => index);
  const { n, score, scoreVariance, second } = concordance(caller, { first: times, second: series });
  const all = (n * (n - 1)) / 2;
  const tied = second.reduce((total, times_) => total + (times_ * (times_ - 1)) / 2, 0);
  const tau = score / (Math.sqrt(all) * Math.sqrt(all - tied));
  const corrected =
    alternative === "two-sided"
      ? Math.sign(score) * Math.max(0, Math.abs(score) - 1)
      : score - (alternative === "greater" ? 1 : -1);
  const statistic = corrected / Math.sqrt(scoreVariance);
  const pValue = normalPValue(statistic, alternative);
  return { test, alternative, statistic, pValue, score, scoreVariance, tau };
}

/**
 * Theil–Sen slope: how much a score changes from wave to wave, as the median of the slopes between all pairs of waves, with
 * Sen's interval. The size of the trend that {@link mannKendall} tests; up to 29 % of the waves may be odd without moving it
 * far.
 *
 * The interval holds the slopes between two order statistics, corrected for ties; with a few waves it may be as wide as all
 * slopes.
 *
 * @param values one for each time, at least 3
 * @param times when each was seen: 0, 1, 2, … unless given; not all equal
 * @param options confidence level
 * @throws {RangeError} when there are fewer than 3 values, one is not finite, there is not a time for each, or all times are
 *   equal, or when the level is not strictly between 0 and 1
 * @source Sen (1968), Estimates of the regression coefficient based on Kendall's tau, JASA 63(324) 1379–1389
 * @example theilSenSlope([31, 33, 30, 35, 38, 36, 40, 41, 39, 44]).slope // => 1.4
 */
export function theilSenSlope(
  values: ArrayLike<number>,
  times: ArrayLike<number> = Array.from(values, (_, index) => index),
  { confidenceLevel = 0.95 }: TheilSenOptions = {},
): TheilSenResult {
  const caller = "theilSenSlope";
  const z = normalCriticalValue(caller, confidenceLevel);
  const series = checkedSeries(caller, values);
  const when = Array.from(times);
  requireDomain(
    when.length === series.length && when.every(Number.isFinite) && new Set(when).size > 1,
    `${caller} requires a finite time for each value, not all equal`,
    when,
  );
  const slopes: number[] = [];
  when.forEach((time, i) => {
    for (let j = i + 1; j < when.length; j++) {
      const gap = (when[j] as number) - time;
      if (gap !== 0) slopes.push(((series[j] as number) - (series[i] as number)) / gap);
    }
  });
  const sorted = Float64Array.from(slopes).toSorted();
  requireDomain(
    Number.isFinite((sorted[0] as number) - (sorted.at(-1) as number)),
    `${caller} requires slopes that are finite numbers`,
    `${sorted[0]} to ${sorted.at(-1)}`,
  );
  const flat = series.every((value) => value === series[0]);
  const error = flat ? 0 : Math.sqrt(concordance(caller, { first: when, second: series }).scoreVariance);
  // The slopes that leave a score within z standard errors, counted from both ends.
  const low = Math.max(0, Math.round((sorted.length - z * error) / 2) - 1);
  const high = Math.min(sorted.length - 1, Math.round((sorted.length + z * error) / 2));
  const slope = median(sorted);
  const rests = series.map((value, index) => value - slope * (when[index] as number));
  return {
    slope,
    intercept: median(Float64Array.from(rests).toSorted()),
    interval: { low: sorted[low] as number, high: sorted[high] as number },
  };
}

function checkedSeries(caller: string, values: ArrayLike<number>): number[] {
  requireDomain(values.length >= 3, `${caller} requires at least 3 values`, values.length);
  const series = Array.from(values);
  series.forEach((value, index) =>
    requireDomain(Number.isFinite(value), `${caller} requires finite values`, `${value} at ${index}`),
  );
  return series;
}

function median(sorted: Float64Array): number {
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] as number) / 2 + (sorted[Math.ceil(middle)] as number) / 2;
}
