import { cxError, type EstimateOptions, type Scale, type ScaleTally } from "@cxkit/core";
import { scaleText } from "./count-ratings.ts";
import { countSample, type ScoreSample } from "./count-sample.ts";

export type { ScoreSample } from "./count-sample.ts";

/**
 * A tally as a sample of scores: the numbers of `weightedPointSummary` of `@cxkit/stats/survey`, in less code.
 *
 * @throws {CxError} `invalid-setup` when the tally has another scale
 * @throws {RangeError} when a count or a weight is negative or not finite
 */
export function scoreSample(
  name: string,
  tally: ScaleTally,
  scale: Scale,
  scores: readonly number[],
  weighting: EstimateOptions["weighting"],
): ScoreSample {
  requireScale(name, tally, scale, scores);
  const { counts, weights: weighted } = tally;
  if (weighting === "unweighted" || !weighted) {
    const { mean, variance, standardError, ...sample } = countSample(name, { counts }, scores);
    return {
      ...sample,
      mean: sample.n ? mean : null,
      variance: sample.n > 1 ? variance : null,
      standardError: sample.n > 1 ? standardError : null,
    };
  }
  const { sum: weights, sumOfSquares: squares } = weighted;
  const wrong = [...counts, ...weights, ...squares].find((part) => !(part >= 0 && part < Infinity));
  if (wrong !== undefined) throw new RangeError(`${name} requires counts and weights ≥ 0, got ${wrong}`);
  const over = (parts: readonly number[], of = (_score: number) => 1): number =>
    parts.reduce((sum, part, point) => sum + part * of(scores[point]!), 0);
  const n = over(counts);
  const total = over(weights);
  // A second pass over the deviations takes out the rounding of the first.
  const rough = over(weights, (score) => score) / total;
  const mean = rough + over(weights, (score) => score - rough) / total;
  const spread = (parts: readonly number[]): number =>
    ((n / (n - 1)) * over(parts, (score) => (score - mean) ** 2)) / total;
  return {
    n,
    // Squares of tiny weights may round to 0; no base is effectively larger than it is.
    effectiveN: total && Math.min(n, (total / over(squares)) * total),
    mean: total ? mean : null,
    variance: total && n > 1 ? spread(weights) : null,
    standardError: total && n > 1 ? Math.sqrt(spread(squares) / total) : null,
    scores,
    weights,
    total,
    min: Math.min(...scores),
    max: Math.max(...scores),
  };
}

/**
 * Stops where a tally has another scale than a score.
 *
 * @throws {CxError} `invalid-setup`
 */
export function requireScale(name: string, tally: ScaleTally, scale: Scale, scores: readonly number[]): void {
  if (!sameScale(tally.scale, scale) || tally.counts.length !== scores.length) {
    throw cxError(
      "invalid-setup",
      `${name} is a score of ${scaleText(scale)}, the tally counts ${scaleText(tally.scale)}: one score needs one scale`,
    );
  }
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
  { scores, weights, total, n, variance, standardError, effectiveN }: ScoreSample,
  method: string,
  holds: (score: number) => boolean = () => true,
): number {
  const base =
    method === "wald" && variance && standardError
      ? (variance * (1 - 1 / n)) / standardError ** 2
      : effectiveN;
  const sum = weights.reduce((part, weight, point) => (holds(scores[point]!) ? part + weight : part), 0);
  // Rounding must not lift a part above the whole.
  return Math.min(base, total === base ? sum : (sum / total) * base);
}
