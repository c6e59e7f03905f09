import type { EstimateOptions, ScaleTally } from "@cxkit/core";
import { betaPosterior, dirichletNetPosterior } from "@cxkit/stats/bayes";
import { comparisonOf, type ScoredMetric } from "./difference.ts";
import { netComparison, netCounts, shareComparison, shareCounts } from "./score-kind.ts";
import { scoreSample } from "./score-sample.ts";

/** A probability with the base it rests on. */
export interface ProbabilityAbove {
  /** Strictly inside 0…1 but at the ends of the range; `null` without answers. */
  readonly value: number | null;
  readonly unit: "probability";
  readonly target: number;
  readonly n: number;
  readonly effectiveN: number;
  readonly method: string;
}

/**
 * How probable it is, after these answers, that the true score of everybody is above a value: "the NPS exceeds 30 with
 * probability .9". A posterior probability, with Jeffreys' prior of half an answer of each class; exact, without draws.
 *
 * Not 1 minus the p-value of {@link targetTest}, though often near it: a p-value speaks of answers, this of the score.
 *
 * **Unit**: probability, 0…1. **Base**: answers on the scale; weighted ones at their effective base. **Assumes** independent
 * answers. For net scores (NPS) and shares (CSAT, top box); means would need a prior for every scale point.
 *
 * @param metric a net score or a share
 * @param tally the answers
 * @param target in the unit of the metric
 * @throws {RangeError} when the metric is a mean, or the target not finite
 * @throws {CxError} `invalid-setup` when the tally has another scale
 * @source Gelman et al. (2013), Bayesian Data Analysis, 3rd edition, 3.4; Jeffreys (1946) for the prior
 * @example
 * import { nps, npsMetric, probabilityAbove } from "@cxkit/metrics";
 * const { tally } = nps([10, 9, 9, 10, 8, 9, 10, 9, 7, 9]);
 * probabilityAbove(npsMetric({ item: "q" }), tally, 30).value?.toFixed(3) // => "0.983"
 */
export function probabilityAbove(
  metric: ScoredMetric,
  tally: ScaleTally,
  target: number,
  options: Pick<EstimateOptions, "weighting"> = {},
): ProbabilityAbove {
  const sample = scoreSample("probabilityAbove", tally, metric.scale, metric.scores, options.weighting);
  const kind = comparisonOf(metric);
  if (!Number.isFinite(target)) {
    throw new RangeError(`probabilityAbove requires a finite target, got ${target}`);
  }
  if (kind !== netComparison && kind !== shareComparison) {
    throw new RangeError(
      `probabilityAbove requires a net score or a share, got ${metric.id} in ${metric.unit}`,
    );
  }
  const { n, effectiveN } = sample;
  const size = { unit: "probability", target, n, effectiveN } as const;
  const goal = target / kind.factor(sample);
  const [low, high] = [sample.min / sample.max, 1];
  if (sample.mean === null) return { value: null, ...size, method: "none" };
  if (goal < low || goal >= high) return { value: goal < low ? 1 : 0, ...size, method: "range" };
  if (kind === netComparison) {
    const value = dirichletNetPosterior(netCounts(sample)).survival(goal);
    return { value, ...size, method: "dirichlet-jeffreys" };
  }
  const { successes, trials } = shareCounts(sample);
  return { value: betaPosterior(successes, trials).survival(goal), ...size, method: "beta-jeffreys" };
}
