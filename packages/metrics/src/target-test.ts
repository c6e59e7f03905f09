import type { Comparison, Estimate, EstimateOptions, ScaleTally } from "@cxkit/core";
import {
  boundedScoreInterval,
  type MeanSummary,
  type NetCounts,
  scoreInterval,
  wilsonInterval,
} from "@cxkit/stats";
import { normalSurvival, studentTSurvival } from "@cxkit/stats/distributions";
import { comparisonOf, type ScoredMetric } from "./difference.ts";
import { withPseudoResponse } from "./pseudo-response.ts";
import { within } from "./estimate-of.ts";
import { type OneSided, openTo, pValueOf, sideOf, twoSidedLevel } from "./one-sided.ts";
import { checkedLevel } from "./score-estimate.ts";
import { meanSummary, netComparison, netCounts, shareComparison, shareCounts } from "./score-kind.ts";
import { type ScoreSample, scoreSample } from "./score-sample.ts";

/** What a test against a target needs. */
export interface TargetTestOptions extends EstimateOptions {
  /** The score to be held against, in the unit of the metric and on its range. */
  readonly target: number;
  /** `greater` asks whether the target is exceeded, `less` whether it is missed. Default: both sides. */
  readonly alternative?: OneSided;
}

/** A score held against a target. */
export interface TargetTest extends Comparison {
  /** The score with its score interval, the one that the test agrees with. `difference` is the same minus the target. */
  readonly estimate: Estimate;
  readonly target: number;
}

/**
 * Is a score really above, or below, a target? The test that belongs to the score interval: it rejects exactly the targets
 * outside of it.
 *
 * **Unit**: that of the metric. **Interval** and test: of net scores Tango's score interval, of shares Wilson's, both with a
 * z whose variance is the one that the target would have; of means the bounded score interval with its t. These are the
 * defaults of shares and means; of an NPS the interval here is a little wider than the adjusted Wald one of `nps`.
 * **Assumes** independent answers and a target that was set beforehand.
 *
 * @param metric what is tested: `npsMetric(…)`, `csatMetric(…)` or any other scale metric
 * @param tally the answers
 * @returns without answers an estimate of `null`, the test `none` and a p-value of 1; one answer alone tells nothing of a mean
 * @throws {RangeError} unless the target is on the range of the scores, or the level strictly between 0 and 1
 * @throws {CxError} `invalid-setup` when the tally has another scale
 * @source Tango (1998), Statistics in Medicine 17(8) 891–908; Wilson (1927), JASA 22(158) 209–212
 * @example
 * import { greater, nps, npsMetric, targetTest } from "@cxkit/metrics";
 * const { tally } = nps([10, 9, 9, 10, 8, 9, 10, 9, 7, 9]);
 * targetTest(npsMetric({ item: "q" }), tally, { target: 30, alternative: greater }).pValue.toFixed(3) // => "0.025"
 */
export function targetTest(metric: ScoredMetric, tally: ScaleTally, options: TargetTestOptions): TargetTest {
  const { target, weighting } = options;
  const confidenceLevel = checkedLevel("targetTest", options);
  const sample = scoreSample("targetTest", tally, metric.scale, metric.scores, weighting);
  const { min, max, mean, standardError, n, effectiveN } = sample;
  if (!(target >= min && target <= max)) {
    throw new RangeError(`targetTest requires ${min} ≤ target ≤ ${max}, got ${target}`);
  }
  const side = sideOf("targetTest", options.alternative);
  const { alternative = "two-sided" } = options.alternative ?? {};
  const { factor, limits, method, statistic, degreesOfFreedom } = testOf(metric, sample, target);
  const interval =
    mean === null
      ? null
      : within(limits(twoSidedLevel("targetTest", side, confidenceLevel)), factor, mean, min, max);
  const size = { standardError, n, effectiveN, unit: metric.unit, confidenceLevel, method };
  const told = mean !== null && !(degreesOfFreedom !== undefined && degreesOfFreedom <= 0);
  const twoSided =
    2 *
    (degreesOfFreedom === undefined
      ? normalSurvival(Math.abs(statistic))
      : told
        ? studentTSurvival(Math.abs(statistic), degreesOfFreedom)
        : 1 / 2);
  return {
    estimate: { value: mean, interval: interval && openTo(side, interval), ...size },
    target,
    difference: {
      value: mean === null ? null : mean - target,
      interval: interval && openTo(side, { low: interval.low - target, high: interval.high - target }),
      ...size,
    },
    test: told ? `${method}-${degreesOfFreedom === undefined ? "z" : "t"}` : "none",
    alternative,
    statistic: told ? statistic : 0,
    ...(told && degreesOfFreedom !== undefined && { degreesOfFreedom }),
    pValue: told ? pValueOf(side, statistic, twoSided) : 1,
  };
}

interface OneSample {
  readonly factor: number;
  readonly limits: (confidenceLevel: number) => { readonly low: number; readonly high: number };
  readonly method: string;
  readonly statistic: number;
  readonly degreesOfFreedom?: number;
}

function testOf(metric: ScoredMetric, sample: ScoreSample, target: number): OneSample {
  const kind = comparisonOf(metric);
  const factor = kind.factor(sample);
  const none = { factor, limits: () => ({ low: 0, high: 0 }), statistic: 0, method: "none" };
  if (sample.mean === null) return none;
  if (kind === netComparison) {
    const counts = netCounts(sample);
    const distance = (sample.mean - target) / factor;
    const variance = restrictedVariance(counts, target / factor);
    return {
      factor,
      limits: (level) => scoreInterval(counts, level),
      method: scoreInterval.method,
      statistic: ratio(distance, Math.sqrt(variance / sample.effectiveN)),
    };
  }
  if (kind === shareComparison) {
    const { successes, trials } = shareCounts(sample);
    const goal = target / factor;
    return {
      factor,
      limits: (level) => wilsonInterval(successes, trials, level),
      method: wilsonInterval.method,
      statistic: ratio(successes / trials - goal, Math.sqrt((goal * (1 - goal)) / trials)),
    };
  }
  const summary = meanSummary(sample);
  return {
    factor,
    limits: (level) => boundedScoreInterval(summary, level),
    method: boundedScoreInterval.method,
    statistic: boundedScore(summary, target),
    degreesOfFreedom: summary.n - 1,
  };
}

/**
 * Variance of one answer, scored 1, 0 or −1, if the true net share were `value`: the shares estimated anew under that
 * condition. Mirrored where it is negative, so that the root keeps its digits.
 */
function restrictedVariance({ favorable, neutral, unfavorable }: NetCounts, value: number): number {
  if (value < 0) {
    return restrictedVariance({ favorable: unfavorable, neutral, unfavorable: favorable }, -value);
  }
  const n = favorable + neutral + unfavorable;
  const [up, down] = [favorable / n, unfavorable / n];
  const linear = (2 - up + down) * value - up - down;
  const product = down * value * (1 - value);
  const root = Math.sqrt(linear * linear + 8 * product);
  const share = linear > 0 ? (2 * product) / (linear + root) : (root - linear) / 4;
  return Math.max(0, 2 * share + value * (1 - value));
}

/** The t at which the bounded score interval would just reach the target. */
function boundedScore({ mean, variance, n, min, max }: MeanSummary, target: number): number {
  const unit = (value: number): number => (value - min) / (max - min);
  const observed = unit(mean);
  const goal = unit(target);
  const inside = observed > 0 && observed < 1;
  const spread = variance / (max - min) ** 2;
  const seen = { share: observed, variance: spread, n };
  const used = inside && spread < 1e-24 ? withPseudoResponse(observed, n) : seen;
  const part = inside ? Math.min(1, used.variance / (used.share * (1 - used.share))) : 1;
  return ratio(used.share - goal, Math.sqrt((goal * (1 - goal) * part) / used.n));
}

/** A quotient that is 0 where both parts are, and the largest number in place of infinity. */
function ratio(distance: number, error: number): number {
  if (Math.abs(distance) < 1e-15) return 0;
  return error > 0 ? distance / error : Math.sign(distance) * Number.MAX_VALUE;
}
