import { normalCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "../intervals/net-interval.ts";
import { sum } from "./sample.ts";
import { alternativeOf, normalPValue } from "./tail-probability.ts";
import type { IntervalTestOptions, TestResult } from "./test-result.ts";

/** A linear trend of a net share over waves. */
export interface NetTrendResult extends TestResult {
  /** Change of the net share for each unit of time, by least squares weighted with the answers. */
  readonly slope: number;
  /** Two-sided interval of the slope, each wave with its own variance. */
  readonly interval: Interval;
}

/**
 * Score test of a linear trend of a net share (NPS) over waves: does it rise or fall steadily? Each wave counts by its
 * answers. The trend test of Cochran and Armitage ({@link cochranArmitageTrend}) with three classes in place of two.
 *
 * The test takes the variance of all answers together, as it is without a trend; the interval takes each wave's own, after
 * 3 pseudo-responses as in the adjusted Wald interval, shared among the waves, so that it has a width whatever the answers.
 * Assumes different respondents in each wave, and for the interval some 20 of them: with 5 in each it may cover 90 % in
 * place of 95 %, while the test keeps its level. Where every answer is the same, the statistic is 0 and the p-value 1.
 *
 * @param waves responses of each wave by class, at least two; effective counts welcome
 * @param times when each wave was: 1, 2, 3, … unless given; not all equal
 * @param options alternative "greater": the net share rises
 * @throws {RangeError} when there are fewer than two waves, a wave is empty, a count negative or not finite, there is not a
 *   finite time for each, or all times are equal, or when the level is not strictly between 0 and 1
 * @source Armitage (1955), Tests for linear trends in proportions and frequencies, Biometrics 11(3) 375–386; Yates (1948), The
 *   analysis of contingency tables with groupings based on quantitative characters, Biometrika 35(1/2) 176–181, for scores
 * @example netTrend([50, 55, 60].map((up) => ({ favorable: up, neutral: 80 - up, unfavorable: 20 }))).slope.toFixed(4) // => "0.0500"
 */
export function netTrend(
  waves: readonly NetCounts[],
  times: readonly number[] = waves.map((_, index) => index + 1),
  options: IntervalTestOptions = {},
): NetTrendResult {
  const caller = "netTrend";
  const alternative = alternativeOf(caller, options);
  const z = normalCriticalValue(caller, options.confidenceLevel ?? 0.95);
  requireDomain(
    waves.length > 1 && times.length === waves.length,
    `${caller} requires at least 2 waves and a time for each`,
    `${waves.length} and ${times.length}`,
  );
  requireDomain(
    times.every(Number.isFinite) && new Set(times).size > 1,
    `${caller} requires finite times that differ`,
    times,
  );
  const moments = waves.map((wave) => netMoments(caller, wave));
  const n = sum(moments.map((wave) => wave.n));
  const center = sum(times.map((time, i) => time * ((moments[i]?.n as number) / n)));
  const deviations = times.map((time) => time - center);
  const squares = sum(deviations.map((deviation, i) => deviation ** 2 * (moments[i]?.n as number)));
  requireDomain(
    squares > 0 && squares < Infinity,
    `${caller} requires times whose distances can be squared`,
    times,
  );
  const pooled = netMoments(caller, {
    favorable: sum(waves.map(({ favorable }) => favorable)),
    neutral: sum(waves.map(({ neutral }) => neutral)),
    unfavorable: sum(waves.map(({ unfavorable }) => unfavorable)),
  });
  const covariance = sum(
    moments.map((wave, i) => (deviations[i] as number) * wave.n * (wave.share - pooled.share)),
  );
  const statistic = pooled.variance > 0 ? covariance / Math.sqrt(pooled.variance * squares) : 0;
  const slope = covariance / squares;
  const own = waves.map((wave) => netMoments(caller, wave, 3 / waves.length));
  const error = Math.sqrt(
    sum(own.map((wave, i) => (deviations[i] as number) ** 2 * (moments[i]?.n as number) * wave.variance)),
  );
  const margin = (z * error) / squares;
  return {
    test: "net-trend",
    alternative,
    statistic,
    pValue: normalPValue(statistic, alternative),
    slope,
    interval: { low: slope - margin, high: slope + margin },
  };
}
