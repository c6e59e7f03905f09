import { studentTCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type MeanSummary, unitMoments, withUniformPseudoResponse } from "./mean-interval.ts";

/**
 * Student's t interval for the mean of bounded ratings on the log-odds of its place on the scale, so that it stays on it.
 * Wider than {@link boundedScoreInterval} towards the middle where nearly everybody chose one end.
 *
 * Where all answers are equal, one pseudo-response spread evenly over the scale is added.
 *
 * @param summary mean, sample variance, base and the two ends of the scale
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds in scale points, within min…max; the whole scale when n is 1 or less
 * @throws {RangeError} when the mean is off the scale, the variance negative, n not above 0, or the level not
 *   strictly between 0 and 1
 * @source the delta method on log(y / (1 − y)): Agresti (2013), Categorical Data Analysis, 3rd edition, 3.1.6
 * @example logitTInterval({ mean: 4.6, variance: 0.3, n: 20, min: 1, max: 5 }).high.toFixed(2) // => "4.79"
 * @function
 */
export const logitTInterval = /* @__PURE__ */ Object.assign(
  (summary: MeanSummary, confidenceLevel = 0.95): Interval => {
    const observed = unitMoments("logitTInterval", summary);
    const still = observed.variance === 0 || observed.share === 0 || observed.share === 1;
    const { n, share, variance } = still ? withUniformPseudoResponse(observed) : observed;
    const t = studentTCriticalValue("logitTInterval", confidenceLevel, summary.n - 1);
    const margin = (t * Math.sqrt(variance / n)) / (share * (1 - share));
    const logit = Math.log(share / (1 - share));
    const limit = (value: number): number => {
      const up = 1 / (1 + Math.exp(-value));
      return up <= 0.5
        ? summary.min + up * (summary.max - summary.min)
        : summary.max - (summary.max - summary.min) / (1 + Math.exp(value));
    };
    const low = limit(logit - margin);
    return { low, high: Math.max(low, limit(logit + margin)) };
  },
  { method: "logit-t" as const },
);
