import { requireLevel, uncheckedStudentTCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import {
  type MeanSummary,
  requireMeanSummary,
  uncheckedUnitMoments,
  withUniformPseudoResponse,
} from "./mean-interval.ts";
import { wilsonLimits } from "./wilson-interval.ts";

/**
 * Bounded score interval for the mean of ratings on a bounded scale: Wilson's interval with the base
 * that a share of the same mean would need to vary as little as these ratings do, and a t quantile.
 *
 * Unlike the t interval ({@link meanTInterval}) it stays on the scale, keeps its coverage when most
 * answers sit at one end, and has width when all answers are equal: at an end of the scale the variance
 * counts as that of a share, inside it one pseudo-response spread evenly over the scale is added.
 *
 * **Assumes** independent ratings; pass the effective base of weighted ones.
 *
 * @param summary mean, sample variance, base and the two ends of the scale
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds in scale points, within min…max; the whole scale when n is 1 or less
 * @throws {RangeError} when the mean is off the scale, the variance negative, n not above 0, or the level not
 *   strictly between 0 and 1
 * @source own combination of Wilson (1927), JASA 22(158) 209–212, with an effective base as in Korn and
 *   Graubard (1998), Confidence intervals for proportions with small expected number of positive counts,
 *   Survey Methodology 24(2) 193–201
 * @example boundedScoreInterval({ mean: 4.6, variance: 0.3, n: 20, min: 1, max: 5 }).high.toFixed(2) // => "4.79"
 * @function
 */
export const boundedScoreInterval = /* @__PURE__ */ Object.assign(
  (summary: MeanSummary, confidenceLevel = 0.95): Interval => {
    requireMeanSummary("boundedScoreInterval", summary);
    requireLevel("boundedScoreInterval", confidenceLevel);
    return uncheckedBoundedScoreInterval(summary, confidenceLevel);
  },
  { method: "bounded-score" as const },
);

/**
 * {@link boundedScoreInterval} for callers that have checked what they pass: a bundle then carries no second check.
 *
 * @param summary mean on the scale, variance ≥ 0, n above 0, all finite
 * @param confidenceLevel strictly between 0 and 1
 * @returns numbers without a meaning where the arguments are not as said
 * @source As {@link boundedScoreInterval}
 * @example uncheckedBoundedScoreInterval({ mean: 4.6, variance: 0.3, n: 20, min: 1, max: 5 }, 0.95).high.toFixed(2) // => "4.79"
 * @function
 */
export const uncheckedBoundedScoreInterval = /* @__PURE__ */ Object.assign(
  (summary: MeanSummary, confidenceLevel: number): Interval => {
    const observed = uncheckedUnitMoments(summary);
    const t = uncheckedStudentTCriticalValue(confidenceLevel, summary.n - 1);
    const inside = observed.share > 0 && observed.share < 1;
    const { n, share, variance } =
      inside && observed.variance === 0 ? withUniformPseudoResponse(observed) : observed;
    // The variance of these ratings as a part of that of a share with the same mean.
    const ratio = inside ? Math.min(1, variance / (share * (1 - share))) : 1;
    const { low, high } = wilsonLimits(share, 1 - share, n / ratio, t);
    const range = summary.max - summary.min;
    return { low: summary.min + range * low, high: high === 1 ? summary.max : summary.min + range * high };
  },
  { method: "bounded-score" as const },
);
