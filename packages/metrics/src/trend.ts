import { type Comparison, type Estimate, type EstimateOptions, type ScaleTally } from "@cxkit/core";
import {
  chiSquaredSurvival,
  normalQuantile,
  normalSurvival,
  studentTQuantile,
  studentTSurvival,
} from "@cxkit/stats/distributions";
import { comparisonOf, type ScoredMetric } from "./difference.ts";
import { requireOneInstrument } from "./one-instrument.ts";
import { withPseudoResponse } from "./pseudo-response.ts";
import { within } from "./estimate-of.ts";
import { type OneSided, openTo, pValueOf, sideOf, twoSidedLevel } from "./one-sided.ts";
import { checkedLevel } from "./score-estimate.ts";
import { netComparison, netCounts, shareComparison, shareCounts } from "./score-kind.ts";
import { type ScoreSample, scoreSample } from "./score-sample.ts";

/** Options of a trend. */
export interface TrendOptions extends EstimateOptions {
  /** When each wave was, in any unit; the slope is per that unit. Default: 1, 2, 3, … */
  readonly at?: readonly number[];
  /** `greater` asks whether the score rises. Default: both sides. */
  readonly alternative?: OneSided;
}

/** A straight line through the scores of several waves. */
export interface Trend {
  /** Change of the score per wave, or per unit of `at`, in the unit of the metric. */
  readonly slope: Estimate;
  readonly test: string;
  readonly alternative: Comparison["alternative"];
  readonly statistic: number;
  readonly degreesOfFreedom?: number;
  readonly pValue: number;
  /**
   * How far the waves are off the line, beyond sampling error: where this p-value is small, a slope is not the whole story.
   * `null` with two waves, through which any line goes.
   */
  readonly departure: {
    readonly statistic: number;
    readonly degreesOfFreedom: number;
    readonly pValue: number;
  } | null;
  /** Each wave that has answers: its score, and the line there. */
  readonly waves: readonly {
    readonly at: number;
    readonly value: number;
    readonly fitted: number;
    readonly n: number;
  }[];
  /** How many waves had no answers. */
  readonly empty: number;
}

/**
 * Does a score rise or fall over several waves? Least squares through the scores, each wave counted by its answers and with its
 * own variance. With two waves it is a difference.
 *
 * **Unit**: that of the metric, per wave or per unit of `at`. **Interval** and test, which agree: net scores adjusted Wald with
 * three pseudo-responses shared among the waves, shares Price and Bonett's with four, means t after Welch and Satterthwaite.
 * **Assumes** different respondents in each wave, and a change that is about straight: `departure` says whether it is.
 *
 * @param metric what is followed: `npsMetric(…)`, `csatMetric(…)` or any other scale metric
 * @param waves a tally of each wave, in their order
 * @returns with answers in fewer than two waves a slope of `null`, the test `none` and a p-value of 1
 * @throws {RangeError} when there is not a finite time for each wave, times do not differ, or the level is not strictly between
 *   0 and 1
 * @throws {CxError} `invalid-setup` when a tally has another scale, or two are of two instruments
 * @source Price and Bonett (2004), An improved confidence interval for a linear function of binomial proportions,
 *   Computational Statistics & Data Analysis 45(3) 449–456; Armitage (1955), Tests for linear trends in proportions and
 *   frequencies, Biometrics 11(3) 375–386, for the departure
 * @example
 * import { nps, npsMetric, trend } from "@cxkit/metrics";
 * const waves = [[9, 6, 3, 8], [9, 7, 6, 9], [10, 9, 8, 6], [9, 9, 10, 7]].map((scores) => nps(scores).tally);
 * trend(npsMetric({ item: "q" }), waves).slope.value // => 30
 */
export function trend(metric: ScoredMetric, waves: readonly ScaleTally[], options: TrendOptions = {}): Trend {
  const { at = waves.map((_, wave) => wave + 1), weighting } = options;
  const confidenceLevel = checkedLevel("trend", options);
  if (at.length !== waves.length || !at.every(Number.isFinite) || new Set(at).size < at.length) {
    throw new RangeError(
      `trend requires a finite time of its own for each of ${waves.length} waves, got ${at.join(", ")}`,
    );
  }
  const side = sideOf("trend", options.alternative);
  const { alternative = "two-sided" } = options.alternative ?? {};
  requireOneInstrument("trend", waves);
  const all = waves.map((tally, wave) => ({
    at: at[wave]!,
    sample: scoreSample("trend", tally, metric.scale, metric.scores, weighting),
  }));
  const told = all.filter(({ sample }) => sample.mean !== null);
  const bases = told.map(({ sample }) => sample.effectiveN);
  const size = {
    n: total(all.map(({ sample }) => sample.n)),
    effectiveN: total(bases),
    unit: metric.unit,
    confidenceLevel,
  };
  const empty = all.length - told.length;
  const values = told.map(({ sample }) => sample.mean!);
  if (told.length < 2) {
    const slope = { value: null, interval: null, standardError: null, ...size, method: "none" };
    const seen = told.map(({ at: time, sample }) => ({
      at: time,
      value: sample.mean!,
      fitted: sample.mean!,
      n: sample.n,
    }));
    return { slope, test: "none", alternative, statistic: 0, pValue: 1, departure: null, waves: seen, empty };
  }
  const times = told.map((wave) => wave.at);
  const center = total(times.map((time, wave) => (time * bases[wave]!) / size.effectiveN));
  const squares = total(times.map((time, wave) => bases[wave]! * (time - center) ** 2));
  const shares = times.map((time, wave) => (bases[wave]! * (time - center)) / squares);
  const samples = told.map(({ sample }) => sample);
  const { method, waves: adjusted } = adjustedWaves(metric, samples, shares);
  const slope = total(shares.map((share, wave) => share * values[wave]!));
  const middleValue = total(values.map((value, wave) => (value * bases[wave]!) / size.effectiveN));
  const fitted = times.map((time) => middleValue + slope * (time - center));
  const middle = total(shares.map((share, wave) => share * adjusted[wave]!.mean));
  const parts = shares.map((share, wave) => share ** 2 * adjusted[wave]!.variance);
  const error = Math.sqrt(total(parts));
  const free =
    total(parts) ** 2 / total(parts.map((part, wave) => part ** 2 / adjusted[wave]!.degreesOfFreedom));
  const isT = method === "welch";
  const tail = (1 - twoSidedLevel("trend", side, confidenceLevel)) / 2;
  const margin = -(isT ? studentTQuantile(tail, free) : normalQuantile(tail)) * error;
  const statistic = middle === 0 ? 0 : middle / error;
  const pValue =
    2 * (isT ? studentTSurvival(Math.abs(statistic), free) : normalSurvival(Math.abs(statistic)));
  // No scores on the range give a steeper line.
  const steepest =
    ((Math.max(...metric.scores) - Math.min(...metric.scores)) * total(shares.map(Math.abs))) / 2;
  const errors = told.map(({ sample }) => sample.standardError);
  return {
    slope: {
      value: slope,
      interval: openTo(
        side,
        within({ low: middle - margin, high: middle + margin }, 1, slope, -steepest, steepest),
      ),
      standardError: errors.includes(null)
        ? null
        : Math.hypot(...shares.map((share, wave) => share * errors[wave]!)),
      ...size,
      method,
    },
    test: `${method}-${isT ? "t" : "z"}`,
    alternative,
    statistic,
    ...(isT && { degreesOfFreedom: free }),
    pValue: pValueOf(side, statistic, pValue),
    departure: departure(
      values.map((value, wave) => value - fitted[wave]!),
      bases,
      samples,
    ),
    waves: times.map((time, wave) => ({
      at: time,
      value: values[wave]!,
      fitted: fitted[wave]!,
      n: samples[wave]!.n,
    })),
    empty,
  };
}

interface AdjustedWave {
  readonly mean: number;
  /** Variance of the mean. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

/** Means and their variances after pseudo-responses, in scores. */
function adjustedWaves(metric: ScoredMetric, samples: readonly ScoreSample[], shares: readonly number[]) {
  const kind = comparisonOf(metric);
  const k = samples.length;
  if (kind === netComparison || kind === shareComparison) {
    const net = kind === netComparison;
    const added = (net ? 3 : 4) / k;
    return {
      method: net ? "adjusted-wald" : "price-bonett",
      waves: samples.map((sample): AdjustedWave => {
        const { max, effectiveN } = sample;
        const n = effectiveN + added;
        const counts = netCounts(sample);
        const up = ((net ? counts.favorable : shareCounts(sample).successes) + added / (net ? 4 : 2)) / n;
        const down = net ? (counts.unfavorable + added / 4) / n : 0;
        const variance = up + down - (up - down) ** 2;
        return { mean: max * (up - down), variance: (max * max * variance) / n, degreesOfFreedom: Infinity };
      }),
    };
  }
  // A wave in the middle of time has no part in the slope: its variance is no measure of it.
  const least = 1e-9 * Math.max(...shares.map(Math.abs));
  const still = samples.every(
    ({ variance }, wave) => Math.abs(shares[wave]!) < least || !((variance ?? 0) > 0),
  );
  return {
    method: "welch",
    waves: samples.map(({ mean, variance, effectiveN, min, max }): AdjustedWave => {
      const range = max - min;
      const pseudo = withPseudoResponse((mean! - min) / range, effectiveN);
      const used =
        still || effectiveN <= 1
          ? { ...pseudo, variance: pseudo.variance * range ** 2 }
          : { variance: variance ?? 0, n: effectiveN };
      return { mean: mean!, variance: used.variance / used.n, degreesOfFreedom: used.n - 1 };
    }),
  };
}

/**
 * What the waves are off the line, by the variance of all answers together, which few answers a wave leave stable; `null`
 * with two waves, through which any line goes.
 */
function departure(
  off: readonly number[],
  bases: readonly number[],
  samples: readonly ScoreSample[],
): Trend["departure"] {
  const degreesOfFreedom = samples.length - 2;
  if (degreesOfFreedom < 1) return null;
  const n = total(bases);
  const mean = total(samples.map((sample, wave) => (sample.mean! * bases[wave]!) / n));
  const squares = total(
    samples.map(
      (sample, wave) =>
        bases[wave]! * ((sample.variance ?? 0) * (1 - 1 / sample.n) + (sample.mean! - mean) ** 2),
    ),
  );
  const residual = total(off.map((distance, wave) => bases[wave]! * distance ** 2));
  const statistic = squares > 0 ? (residual / squares) * (n - 1) : 0;
  return { statistic, degreesOfFreedom, pValue: chiSquaredSurvival(statistic, degreesOfFreedom) };
}

function total(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}
