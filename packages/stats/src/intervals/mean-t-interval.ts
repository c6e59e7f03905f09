import { studentTCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import { type MeanSummary, unitMoments } from "./mean-interval.ts";

/**
 * Student's t interval for a mean, as spreadsheets and R give it. Kept for comparison: on ratings piled up
 * at one end of the scale it covers 77–94 % instead of 95, runs off the scale, and has no width when all
 * answers are equal. {@link boundedScoreInterval} repairs all three.
 *
 * @param summary mean, sample variance, base and the two ends of the scale
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds in scale points, not clipped to the scale; the whole scale when n is 1 or less
 * @throws {RangeError} when the mean is off the scale, the variance negative, n not above 0, or the level not
 *   strictly between 0 and 1
 * @source Student (1908), The probable error of a mean, Biometrika 6(1) 1–25
 * @example meanTInterval({ mean: 4.6, variance: 0.3, n: 20, min: 1, max: 5 }).high.toFixed(2) // => "4.86"
 * @function
 */
export const meanTInterval = /* @__PURE__ */ Object.assign(
  (summary: MeanSummary, confidenceLevel = 0.95): Interval => {
    unitMoments("meanTInterval", summary);
    const { mean, variance, n, min, max } = summary;
    const margin = studentTCriticalValue("meanTInterval", confidenceLevel, n - 1) * Math.sqrt(variance / n);
    return margin < Infinity ? { low: mean - margin, high: mean + margin } : { low: min, high: max };
  },
  { method: "t" as const },
);
