/**
 * Bootstrap and exact resampling distributions of scores and of differences.
 *
 * @packageDocumentation
 */

// distributions that intervals are made from
export { latticeDifference, type LatticeDifference } from "./lattice-difference.ts";
export { latticeDistribution, type LatticeDistribution } from "./lattice-distribution.ts";
export {
  replicateDistribution,
  type ReplicateOptions,
  strictBiasCorrection,
} from "./replicate-distribution.ts";
export { linearQuantile, normalScaleQuantile, type ReplicateQuantile } from "./replicate-quantile.ts";
export type { BootstrapIntervalMethod, SamplingDistribution, ScoreCounts } from "./sampling-distribution.ts";

// intervals
export { basicInterval } from "./basic-interval.ts";
export { bcaInterval, bcaTails } from "./bca-interval.ts";
export { bootstrapInterval, type BootstrapIntervalResult } from "./bootstrap-interval.ts";
export { bootstrapNetBcaInterval, bootstrapNetInterval } from "./bootstrap-net-interval.ts";
export { normalBootstrapInterval } from "./normal-bootstrap-interval.ts";
export { percentileInterval } from "./percentile-interval.ts";
export { studentizedInterval, type StudentizedReplicates } from "./studentized-interval.ts";
export type { Interval } from "../interval.ts";
export type { NetCounts } from "../intervals/net-interval.ts";

// resampling with a seed, and leaving one out
export { bootstrapReplicates, type Replicates, type ResamplingOptions } from "./bootstrap-replicates.ts";
export { bootstrapRows, type RowResamplingOptions } from "./bootstrap-rows.ts";
export {
  type CountJackknife,
  jackknife,
  jackknifeOfCounts,
  type JackknifeResult,
  type RowJackknife,
} from "./jackknife.ts";
