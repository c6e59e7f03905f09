import {
  type Estimate,
  emptyScaleTally,
  type EstimateOptions,
  scalePosition,
  type ScaleTally,
} from "@cxkit/core";
import { designMean, type SurveyDesign } from "@cxkit/stats/survey";
import type { InvalidPolicy } from "./nps.ts";
import type { ScaleMetric } from "./scale-metric.ts";
import { written } from "./written.ts";

/** How an estimate of a design is made. */
export interface DesignEstimateOptions<I> extends Omit<EstimateOptions, "weighting"> {
  /** Any interval that the metric takes. Default: the metric's own. */
  readonly interval?: I;
  /** Which rows are asked about; the others stay in the variance, as they must. Default: all. */
  readonly domain?: (row: number) => boolean;
  /** What to do with something that is no point of the scale. Default: stop. */
  readonly invalid?: InvalidPolicy;
}

/** A metric under a sampling design. */
export interface DesignMetricEstimate extends Estimate {
  /** Variance relative to that of as many equally weighted independent answers; `null` where nothing varies. */
  readonly designEffect: number | null;
  /** Clusters minus strata, counting those with answers. 0 where they say nothing about the error. */
  readonly degreesOfFreedom: number;
  /** The answers with their weights in units of the mean weight. It knows the sums at each point, not what the design does. */
  readonly tally: ScaleTally;
}

/**
 * A metric from single answers under a sampling design: value, standard error and interval know about strata, clusters,
 * finite populations and the margins that the weights were raked to. The metric's own `estimate` of a weighted tally takes
 * weights as given and answers as independent.
 *
 * **Unit**: the metric's. **Base**: rows of the domain with an answer on the scale. **Interval**: the metric's method on the
 * effective base n / design effect; `effectiveN` is that base.
 *
 * @param metric any metric over a scale: `npsMetric`, `csatMetric`, `meanMetric`, `scoreMetric`…
 * @param answers one for each row of the design; `null` and `undefined` are item nonresponse
 * @param design from `surveyDesign` of `@cxkit/stats/survey`, raked or calibrated or neither
 * @returns `value` and `interval` are `null` without answers, `standardError` below two, or where all lie in one cluster
 * @throws {RangeError} when there is not an entry for each row, or at the first value that is no point of the scale, unless set
 *   aside
 * @source Woodruff (1971), A simple method for approximating the variance of a complicated estimate, JASA 66(334) 411–414; Korn
 *   and Graubard (1999), Analysis of Health Surveys, Wiley, 3.2, for intervals on an effective base
 * @example
 * import { npsMetric } from "@cxkit/metrics";
 * import { surveyDesign } from "@cxkit/stats/survey";
 * designEstimate(npsMetric({ item: "q" }), [10, 9, 3, 8], surveyDesign({ weights: [1, 1, 2, 1] })).value?.toFixed(1) // => "0.0"
 */
export function designEstimate<I>(
  metric: Pick<ScaleMetric<I>, "scale" | "scores" | "estimate">,
  answers: ArrayLike<number | null | undefined>,
  design: SurveyDesign,
  options: DesignEstimateOptions<I> = {},
): DesignMetricEstimate {
  const { domain = () => true, invalid, interval, confidenceLevel } = options;
  if (answers.length !== design.rows) {
    throw new RangeError(
      `designEstimate requires an answer or null for each of ${design.rows} rows, got ${answers.length}`,
    );
  }
  const scores: (number | null)[] = [];
  const points: number[] = [];
  const missing = { unknown: 0, "off-scale": 0 };
  for (let row = 0; row < design.rows; row++) {
    const value = answers[row];
    const asked = domain(row);
    const point = typeof value === "number" ? scalePosition(metric.scale, value) : -1;
    if (asked && point < 0) {
      const offScale = value !== null && value !== undefined;
      if (offScale && invalid !== "set-aside") {
        const { min, max, step } = metric.scale;
        throw new RangeError(
          `designEstimate requires points ${min}…${max} by ${step} or null, got ${written(value)} at index ${row}`,
        );
      }
      missing[offScale ? "off-scale" : "unknown"] += 1;
    }
    points.push(asked ? point : -1);
    scores.push(asked && point >= 0 ? metric.scores[point]! : null);
  }
  const tally = answerTally(metric, points, design.weights, missing);
  const settings = {
    ...(confidenceLevel !== undefined && { confidenceLevel }),
    ...(interval !== undefined && { interval }),
  };
  const plain = metric.estimate(tally, settings);
  const reached = reachedClusters(design, points);
  const degreesOfFreedom = reached.clusters - reached.strata;
  if (plain.n < 2 || degreesOfFreedom < 1) {
    return { ...plain, standardError: null, designEffect: null, degreesOfFreedom, tally };
  }
  const { value, standardError, designEffect, effectiveN } = designMean(design, scores);
  const based = metric.estimate(onBase(tally, plain.n, effectiveN), settings);
  return {
    ...plain,
    value,
    interval: based.interval,
    standardError,
    effectiveN,
    designEffect,
    degreesOfFreedom,
    tally,
  };
}

/** The answers by scale point, with sums of weights and of their squares. */
function answerTally(
  { scale }: Pick<ScaleMetric, "scale">,
  points: readonly number[],
  weights: Float64Array,
  missing: Readonly<Record<string, number>>,
): ScaleTally {
  const empty = emptyScaleTally(scale);
  let n = 0;
  let total = 0;
  points.forEach((point, row) => {
    if (point >= 0) n += 1;
    if (point >= 0) total += weights[row]!;
  });
  const counts = empty.counts.map(() => 0);
  const sum = empty.counts.map(() => 0);
  const sumOfSquares = empty.counts.map(() => 0);
  points.forEach((point, row) => {
    if (point < 0) return;
    counts[point]! += 1;
    const weight = (weights[row]! / total) * n;
    sum[point]! += weight;
    sumOfSquares[point]! += weight * weight;
  });
  const counted = Object.fromEntries(Object.entries(missing).filter(([, count]) => count > 0));
  return { ...empty, counts, weights: { sum, sumOfSquares }, missing: counted };
}

/**
 * The same shares on a base of the design's: weights whose Kish base is that, or counts that sum to it where the design is
 * better than independent answers.
 */
function onBase(tally: ScaleTally, n: number, base: number): ScaleTally {
  const { sum } = tally.weights!;
  // Squares in proportion to the sums: every interval formula then sees the design's standard error.
  const sumOfSquares = sum.map((weight) => (weight * n) / base);
  const enlarged = Math.max(1, base / n);
  return {
    ...tally,
    counts: tally.counts.map((count) => count * enlarged),
    weights: {
      sum: sum.map((weight) => weight * enlarged),
      sumOfSquares: sumOfSquares.map((square) => square * enlarged * enlarged),
    },
  };
}

function reachedClusters({ clusterOf, stratumOf }: SurveyDesign, points: readonly number[]) {
  const clusters = new Set<number>();
  points.forEach((point, row) => point >= 0 && clusters.add(clusterOf[row]!));
  const strata = new Set(Array.from(clusters, (cluster) => stratumOf[cluster]));
  return { clusters: clusters.size, strata: strata.size };
}
