import type { Estimate, EstimateOptions, ScaleTally } from "@cxkit/core";
import {
  equivalence as equivalenceTest,
  type EquivalenceResult,
  type EstimatedDifference,
  nonInferiority as nonInferiorityTest,
  proportionEquivalence,
  proportionNonInferiority,
} from "@cxkit/stats/hypothesis-tests";
import { comparisonOf, type ScoredMetric } from "./difference.ts";
import { requireOneInstrument } from "./one-instrument.ts";
import { within } from "./estimate-of.ts";
import { checkedLevel } from "./score-estimate.ts";
import { shareComparison, shareCounts } from "./score-kind.ts";
import { type ScoreSample, scoreSample } from "./score-sample.ts";

/** What a test against a margin needs. */
export interface MarginTestOptions extends EstimateOptions {
  /** The largest difference that would not matter, in the unit of the metric, above 0. Set it before looking at the data. */
  readonly margin: number;
}

/** A difference held against a margin. */
export interface MarginTest<Conclusion extends string> {
  /**
   * a minus b. Its interval has the level 2 · `confidenceLevel` − 1, 0.9 for 0.95, because each end is one test of its own:
   * the conclusion is what this interval shows.
   */
  readonly difference: Estimate;
  readonly margin: number;
  readonly test: string;
  readonly pValue: number;
  readonly conclusion: Conclusion;
}

/** A test of equivalence: the larger of the p-values of two tests, one at each end. */
export interface EquivalenceComparison extends MarginTest<"equivalent" | "different" | "undecided"> {
  /** Of "a is below b by the margin or more", and of "a is above b by the margin or more". */
  readonly lowerPValue: number;
  readonly upperPValue: number;
}

/** A test of non-inferiority of a against b. */
export type NonInferiorityComparison = MarginTest<"superior" | "non-inferior" | "inferior" | "undecided">;

/**
 * Are two scores so close that the difference does not matter? Two one-sided tests (TOST) against a margin. That an ordinary
 * test finds no difference shows nothing of the kind: it may just have too few answers.
 *
 * **Unit**: that of the metric. **Interval** and tests: net scores adjusted Wald, shares Miettinen and Nurminen's score,
 * means Welch; where nothing varies, as {@link difference} does. **Assumes** that nobody answered in both.
 *
 * @param metric what is compared: `npsMetric(…)`, `csatMetric(…)` or any other scale metric
 * @param a tally of the first group
 * @param b tally of the second group
 * @returns `conclusion` is `equivalent` where the difference is shown to be inside the margins, `different` where outside, else
 *   `undecided`; where one group is empty the difference is `null` and the p-value 1
 * @throws {RangeError} unless the margin is above 0 and less than the whole range, and 0.5 < confidenceLevel < 1
 * @throws {CxError} `invalid-setup` when a tally has another scale, or the two are of two instruments
 * @source Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach for assessing the
 *   equivalence of average bioavailability, Journal of Pharmacokinetics and Biopharmaceutics 15(6) 657–680
 * @example
 * import { equivalence, npsFromCounts, npsMetric } from "@cxkit/metrics";
 * const web = npsFromCounts([9, 2, 4, 5, 8, 22, 30, 60, 90, 120, 150]).tally;
 * const app = npsFromCounts([8, 3, 4, 6, 8, 20, 31, 62, 88, 121, 149]).tally;
 * equivalence(npsMetric({ item: "recommend" }), web, app, { margin: 10 }).conclusion // => "equivalent"
 */
export function equivalence(
  metric: ScoredMetric,
  a: ScaleTally,
  b: ScaleTally,
  options: MarginTestOptions,
): EquivalenceComparison {
  const { confidenceLevel, samples, estimated, factor, method } = prepared(
    "equivalence",
    metric,
    a,
    b,
    options,
  );
  const { margin } = options;
  if (!samples) {
    return {
      ...undecided("equivalence", metric, a, b, options),
      lowerPValue: 1,
      upperPValue: 1,
    };
  }
  const margins = { low: -margin / factor, high: margin / factor };
  const result = estimated
    ? equivalenceTest(estimated, margins, { confidenceLevel })
    : proportionEquivalence(shareCounts(samples[0]), shareCounts(samples[1]), margins, { confidenceLevel });
  const { lowerPValue, upperPValue, pValue, conclusion } = result;
  return {
    difference: estimateOf(metric, samples, result, factor, method),
    margin,
    test: estimated ? `tost-${method}` : result.test,
    pValue,
    lowerPValue,
    upperPValue,
    conclusion,
  };
}

/**
 * Is the new thing, if worse at all, worse by less than would matter? One half of {@link equivalence}, in the direction that
 * is bad for the metric: a fall of an NPS, a rise of an effort score.
 *
 * **Unit**, **interval** and tests are those of {@link equivalence}.
 *
 * @param metric what is compared; its `better` says which way is worse
 * @param a tally of the new thing
 * @param b tally of the old one
 * @returns `conclusion` is `superior` where a is shown to be better, `non-inferior` where not worse by the margin,
 *   `inferior` where worse by more, else `undecided`
 * @throws {RangeError} unless the margin is above 0 and less than the whole range, and 0.5 < confidenceLevel < 1
 * @throws {CxError} `invalid-setup` when a tally has another scale, or the two are of two instruments
 * @source Piaggio and others (2012), Reporting of noninferiority and equivalence randomized trials, JAMA 308(24) 2594–2604
 * @example
 * import { csat, csatMetric, nonInferiority } from "@cxkit/metrics";
 * nonInferiority(csatMetric({ item: "q" }), csat([5, 4, 5, 2]).tally, csat([5, 5, 4, 4]).tally, { margin: 5 }).conclusion // => "undecided"
 */
export function nonInferiority(
  metric: ScoredMetric & { readonly better: "higher" | "lower" },
  a: ScaleTally,
  b: ScaleTally,
  options: MarginTestOptions,
): NonInferiorityComparison {
  const [better, worse] = metric.better === "higher" ? [a, b] : [b, a];
  const prepare = prepared("nonInferiority", metric, better, worse, options);
  const { confidenceLevel, samples, estimated, factor, method } = prepare;
  const { margin } = options;
  if (!samples) return undecided("nonInferiority", metric, a, b, options);
  const result = estimated
    ? nonInferiorityTest(estimated, margin / factor, { confidenceLevel })
    : proportionNonInferiority(shareCounts(samples[0]), shareCounts(samples[1]), margin / factor, {
        confidenceLevel,
      });
  const { low, high } = result.interval;
  const turned = metric.better === "higher" ? result : { ...result, interval: { low: -high, high: -low } };
  const ordered = metric.better === "higher" ? samples : ([samples[1], samples[0]] as const);
  return {
    difference: estimateOf(metric, ordered, turned, factor, method),
    margin,
    test: estimated ? `non-inferiority-${method}` : result.test,
    pValue: result.pValue,
    conclusion: result.conclusion,
  };
}

type Samples = readonly [ScoreSample, ScoreSample];

function prepared(
  caller: string,
  metric: ScoredMetric,
  a: ScaleTally,
  b: ScaleTally,
  options: MarginTestOptions,
) {
  const confidenceLevel = checkedLevel(caller, options);
  const range = Math.max(...metric.scores) - Math.min(...metric.scores);
  if (!(confidenceLevel > 0.5)) {
    throw new RangeError(`${caller} requires confidenceLevel > 0.5, got ${confidenceLevel}`);
  }
  if (!(options.margin > 0 && options.margin < range)) {
    throw new RangeError(`${caller} requires 0 < margin < ${range}, got ${options.margin}`);
  }
  const [left, right] = [a, b].map((tally) =>
    scoreSample(caller, tally, metric.scale, metric.scores, options.weighting),
  ) as [ScoreSample, ScoreSample];
  requireOneInstrument(caller, [a, b]);
  const kind = comparisonOf(metric);
  const factor = kind.factor(left);
  if (left.mean === null || right.mean === null) return { confidenceLevel, factor, method: "none" };
  const samples: Samples = [left, right];
  if (kind === shareComparison) return { confidenceLevel, factor, samples, method: "miettinen-nurminen" };
  const { statistic, standardError, degreesOfFreedom, method } = kind.compare(
    left,
    right,
    kind.difference,
    0.95,
  );
  const estimated: EstimatedDifference = {
    // Of net scores the adjusted difference, around which their interval lies.
    estimate: statistic * standardError,
    standardError,
    ...(degreesOfFreedom !== undefined && { degreesOfFreedom }),
  };
  return { confidenceLevel, factor, samples, estimated, method };
}

function estimateOf(
  { unit }: ScoredMetric,
  [a, b]: Samples,
  { interval, intervalConfidenceLevel }: Pick<EquivalenceResult, "interval" | "intervalConfidenceLevel">,
  factor: number,
  method: string,
): Estimate {
  const value = a.mean! - b.mean!;
  const range = a.max - a.min;
  return {
    value,
    interval: within(interval, factor, value, -range, range),
    standardError:
      a.standardError === null || b.standardError === null
        ? null
        : Math.hypot(a.standardError, b.standardError),
    n: a.n + b.n,
    effectiveN: a.effectiveN + b.effectiveN,
    unit,
    confidenceLevel: intervalConfidenceLevel,
    method,
  };
}

function undecided(
  caller: string,
  metric: ScoredMetric,
  a: ScaleTally,
  b: ScaleTally,
  options: MarginTestOptions,
) {
  const [left, right] = [a, b].map((tally) =>
    scoreSample(caller, tally, metric.scale, metric.scores, options.weighting),
  ) as [ScoreSample, ScoreSample];
  const difference: Estimate = {
    value: null,
    interval: null,
    standardError: null,
    n: left.n + right.n,
    effectiveN: left.effectiveN + right.effectiveN,
    unit: metric.unit,
    confidenceLevel: 2 * checkedLevel(caller, options) - 1,
    method: "none",
  };
  return { difference, margin: options.margin, test: "none", pValue: 1, conclusion: "undecided" as const };
}
