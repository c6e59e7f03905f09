import { normalCriticalValue } from "../critical-value.ts";
import type { Interval } from "../interval.ts";
import type { SamplingDistribution } from "./sampling-distribution.ts";
import { requireDomain } from "../domain.ts";

/**
 * Normal interval with the standard error and the bias of a bootstrap: estimate minus bias, plus and minus z standard
 * errors.
 *
 * For statistics whose sampling distribution is close to normal but whose standard error has no formula; a few hundred
 * replicates are enough, where {@link percentileInterval} needs a thousand or more.
 *
 * @param distribution such as {@link replicateDistribution} gives
 * @param confidenceLevel strictly between 0 and 1
 * @returns limits on the scale of the statistic, not clipped to what it can be
 * @throws {RangeError} when the level is not strictly between 0 and 1
 * @source Davison and Hinkley (1997), Bootstrap Methods and their Application, 5.2
 * @example
 * import { latticeDistribution } from "@cxkit/stats/resampling";
 *
 * const { low, high } = normalBootstrapInterval(latticeDistribution({ scores: [-1, 0, 1], counts: [3, 3, 4] }));
 * [low.toFixed(4), high.toFixed(4)]; // => ["-0.4148", "0.6148"]
 * @function
 */
export const normalBootstrapInterval = /* @__PURE__ */ Object.assign(
  (distribution: SamplingDistribution, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("normalBootstrapInterval", confidenceLevel);
    const { observed, mean, standardDeviation } = distribution;
    requireDomain(
      Number.isFinite(observed) &&
        Number.isFinite(mean) &&
        standardDeviation >= 0 &&
        standardDeviation < Infinity,
      "normalBootstrapInterval requires a distribution with a finite mean and standard deviation",
      `${mean} and ${standardDeviation} around ${observed}`,
    );
    const center = 2 * observed - mean;
    const margin = z * standardDeviation;
    return { low: center - margin, high: center + margin };
  },
  { method: "bootstrap-normal" as const },
);
