import { requireLevel } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import type { SamplingDistribution } from "./sampling-distribution.ts";

/**
 * Percentile bootstrap interval: the middle share of a sampling distribution, whatever it was made by.
 *
 * The simplest of the bootstrap intervals and always within what the statistic can be. On ten answers the exact one for
 * an NPS covers 90 % where it promises 95 %, and nothing at all of what no answer showed: {@link adjustedWaldInterval} is
 * the better interval there. {@link bcaInterval} corrects it for bias and skewness. Assumes independent draws.
 *
 * @param distribution such as {@link latticeDistribution} and {@link replicateDistribution} give
 * @param confidenceLevel strictly between 0 and 1
 * @returns limits on the scale of the statistic; of no width where all answers are equal
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @source Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7(1) 1–26
 * @example
 * import { latticeDistribution } from "@cxkit/stats/resampling";
 *
 * const answers = { scores: [1, 2, 3, 4, 5], counts: [1, 0, 2, 5, 12] };
 * percentileInterval(latticeDistribution(answers)); // => { low: 3.85, high: 4.75 }
 * @function
 */
export const percentileInterval = /* @__PURE__ */ Object.assign(
  (distribution: SamplingDistribution, confidenceLevel = 0.95): Interval => {
    requireLevel("percentileInterval", confidenceLevel);
    const tail = (1 - confidenceLevel) / 2;
    return { low: distribution.quantile(tail), high: distribution.upperQuantile(tail) };
  },
  { method: "bootstrap-percentile" as const },
);
