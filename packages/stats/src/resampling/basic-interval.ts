import { requireLevel } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import type { SamplingDistribution } from "./sampling-distribution.ts";
import { requireDomain } from "../domain.ts";

/**
 * Basic (reflected) bootstrap interval: twice the estimate minus the limits of {@link percentileInterval}. It takes the
 * error of the estimate, not the estimate, to vary as the resamples do.
 *
 * It may leave the scale, and covers no better than the percentile interval on small samples of ratings.
 *
 * @param distribution such as {@link latticeDistribution} and {@link replicateDistribution} give
 * @param confidenceLevel strictly between 0 and 1
 * @returns limits on the scale of the statistic, not clipped to what it can be
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @source Davison and Hinkley (1997), Bootstrap Methods and their Application, 2.4 and 5.2
 * @example
 * import { latticeDistribution } from "@cxkit/stats/resampling";
 *
 * const answers = { scores: [1, 2, 3, 4, 5], counts: [1, 0, 2, 5, 12] };
 * basicInterval(latticeDistribution(answers)).high.toFixed(2); // => "4.85"
 * @function
 */
export const basicInterval = /* @__PURE__ */ Object.assign(
  (distribution: SamplingDistribution, confidenceLevel = 0.95): Interval => {
    requireLevel("basicInterval", confidenceLevel);
    const { observed } = distribution;
    requireDomain(Number.isFinite(observed), "basicInterval requires a finite observed value", observed);
    const tail = (1 - confidenceLevel) / 2;
    const twice = 2 * observed;
    return { low: twice - distribution.upperQuantile(tail), high: twice - distribution.quantile(tail) };
  },
  { method: "bootstrap-basic" as const },
);
