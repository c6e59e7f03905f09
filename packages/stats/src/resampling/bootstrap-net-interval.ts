import { requireLevel } from "../critical-value.ts";
import { inTheNameOf } from "../in-the-name-of.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "../intervals/net-interval.ts";
import { bcaInterval } from "./bca-interval.ts";
import { latticeDistribution } from "./lattice-distribution.ts";
import { percentileInterval } from "./percentile-interval.ts";
import type { BootstrapIntervalMethod } from "./sampling-distribution.ts";

/**
 * Percentile bootstrap interval for a net share (an NPS on −1…1), from the exact distribution of resamples. Has the shape
 * of {@link adjustedWaldInterval}, so that an NPS can be given it in its place.
 *
 * For comparison with what others publish: at ten answers it covers 90 % on average and 64 % at worst where it promises
 * 95 %. Assumes independent answers.
 *
 * @param counts responses, each ≥ 0, not all 0; fractional ones set the shares, their rounded sum the draws
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale; of no width where all are in one class
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7(1) 1–26
 * @example bootstrapNetInterval({ favorable: 4, neutral: 3, unfavorable: 3 }) // => { low: -0.4, high: 0.6 }
 * @function
 */
export const bootstrapNetInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval =>
    bootstrapped("bootstrapNetInterval", percentileInterval, counts, confidenceLevel),
  { method: "bootstrap-percentile" as const },
);

/**
 * BCa bootstrap interval for a net share (an NPS on −1…1), from the exact distribution of resamples: as
 * {@link bootstrapNetInterval}, corrected for bias and skewness. At ten answers it covers 92 % on average, 60 % at worst.
 *
 * @param counts responses, each ≥ 0, not all 0; fractional ones set the shares, their rounded sum the draws
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale; of no width where all are in one class
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Efron (1987), Better bootstrap confidence intervals, JASA 82(397) 171–185
 * @example bootstrapNetBcaInterval({ favorable: 4, neutral: 3, unfavorable: 3 }) // => { low: -0.4, high: 0.6 }
 * @function
 */
export const bootstrapNetBcaInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval =>
    bootstrapped("bootstrapNetBcaInterval", bcaInterval, counts, confidenceLevel),
  { method: "bootstrap-bca" as const },
);

function bootstrapped(
  caller: string,
  interval: BootstrapIntervalMethod,
  counts: NetCounts,
  confidenceLevel: number,
): Interval {
  requireLevel(caller, confidenceLevel);
  netMoments(caller, counts);
  const { favorable, neutral, unfavorable } = counts;
  return inTheNameOf(caller, () =>
    interval(
      latticeDistribution({ scores: [-1, 0, 1], counts: [unfavorable, neutral, favorable] }),
      confidenceLevel,
    ),
  );
}
