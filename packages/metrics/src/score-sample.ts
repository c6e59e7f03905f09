import { cxError, type EstimateOptions, type Scale, type ScaleTally, scaleSize } from "@cxkit/core";
import { type PointSummary, weightedPointSummary } from "@cxkit/stats/survey";

/** A tally seen as a sample of scores: one score per scale point, in the unit of the metric. */
export interface ScoreSample {
  readonly summary: PointSummary;
  readonly scores: readonly number[];
  /** Weight of the answers at each scale point; their number where they are unweighted. */
  readonly weights: readonly number[];
  /** Sum of the weights. */
  readonly total: number;
  /** Lowest and highest score that the scale allows. */
  readonly min: number;
  readonly max: number;
}

/**
 * A tally as a sample of scores.
 *
 * @throws {CxError} `invalid-setup` when the tally has another scale
 */
export function scoreSample(
  name: string,
  tally: ScaleTally,
  scale: Scale,
  scores: readonly number[],
  weighting: EstimateOptions["weighting"],
): ScoreSample {
  const { counts } = tally;
  if (!sameScale(tally.scale, scale) || counts.length !== scaleSize(scale)) {
    throw cxError(
      "invalid-setup",
      `${name} is a score of ${written(scale)}, the tally counts ${written(tally.scale)}: one score needs one scale`,
    );
  }
  const weights = weighting === "unweighted" ? undefined : tally.weights;
  const sums = weights?.sum ?? counts;
  const summary = weightedPointSummary({
    points: scores,
    counts,
    ...(weights && { weightSums: weights.sum, weightSquareSums: weights.sumOfSquares }),
  });
  return {
    // Squares of tiny weights may round to 0; no base is effectively larger than it is.
    summary: { ...summary, effectiveN: Math.min(summary.n, summary.effectiveN) },
    scores,
    weights: sums,
    total: sums.reduce((total, weight) => total + weight, 0),
    min: Math.min(...scores),
    max: Math.max(...scores),
  };
}

/** Whether two scales have the same points. */
export function sameScale(left: Scale, right: Scale): boolean {
  return left.min === right.min && left.max === right.max && left.step === right.step;
}

/**
 * Answers whose score fulfils a condition, scaled to the base that an interval formula is to use: Kish's effective base;
 * for the method `wald`, whose formula has divisor n, the base at which it is value ± z · linearised standard error.
 */
export function effectiveCount(
  { scores, weights, total, summary }: ScoreSample,
  method: string,
  holds: (score: number) => boolean = () => true,
): number {
  const { n, variance, standardError, effectiveN } = summary;
  const base =
    method === "wald" && variance && standardError
      ? (variance * (1 - 1 / n)) / standardError ** 2
      : effectiveN;
  let sum = 0;
  for (let point = 0; point < scores.length; point++) if (holds(scores[point]!)) sum += weights[point]!;
  // Rounding must not lift a part above the whole.
  return Math.min(base, total === base ? sum : (sum / total) * base);
}

function written({ min, max, step }: Scale): string {
  return step === 1 ? `${min}–${max}` : `${min}–${max} by ${step}`;
}
