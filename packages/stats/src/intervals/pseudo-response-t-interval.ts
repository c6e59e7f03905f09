import { studentTCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type MeanSummary, unitMoments, withUniformPseudoResponse } from "./mean-interval.ts";

/**
 * Student's t interval for a mean of bounded ratings after adding one pseudo-response spread evenly over the scale: the
 * simplest repair of {@link meanTInterval}. It has width when all answers are equal and covers 95 % or more nearly
 * everywhere, at the price of pulling the mean inwards; {@link boundedScoreInterval} is narrower on skewed ratings.
 *
 * @param summary mean, sample variance, base and the two ends of the scale
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds in scale points, not clipped to the scale, and for tiny n not always around the observed mean; the whole
 *   scale when n is 1 or less
 * @throws {RangeError} when the mean is off the scale, the variance negative, n not above 0, or the level not
 *   strictly between 0 and 1
 * @source own variant of Student (1908), Biometrika 6(1) 1–25, with the pseudo-responses of Agresti and Coull (1998), The
 *   American Statistician 52(2) 119–126
 * @example pseudoResponseTInterval({ mean: 4.6, variance: 0.3, n: 20, min: 1, max: 5 }).high.toFixed(2) // => "4.84"
 * @function
 */
export const pseudoResponseTInterval = /* @__PURE__ */ Object.assign(
  (summary: MeanSummary, confidenceLevel = 0.95): Interval => {
    const { share, variance } = unitMoments("pseudoResponseTInterval", summary);
    const { n, min, max } = summary;
    const more = withUniformPseudoResponse({ share, n });
    const spread = ((n - 1) / n) * variance + more.variance;
    const t = studentTCriticalValue("pseudoResponseTInterval", confidenceLevel, n > 1 ? n : 0);
    const margin = t * Math.sqrt(spread / more.n) * (max - min);
    const center = min + more.share * (max - min);
    return margin < Infinity ? { low: center - margin, high: center + margin } : { low: min, high: max };
  },
  { method: "t-pseudo-response" as const },
);
