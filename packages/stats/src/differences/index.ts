/**
 * Differences between samples beyond the two-sample comparisons of the main entry: other methods for two shares, the same
 * respondents twice, and several estimates at once.
 *
 * @packageDocumentation
 */

// between two independent shares, beside `proportionDifference` of the main entry
export { proportionDifferenceAgrestiCaffo } from "./proportion-difference-agresti-caffo.ts";
export { proportionDifferenceContinuity } from "./proportion-difference-continuity.ts";
export {
  proportionDifferenceMee,
  proportionDifferenceMiettinenNurminen,
} from "./proportion-difference-score.ts";
export { proportionDifferenceWald } from "./proportion-difference-wald.ts";
export type { ProportionCounts } from "./proportion-counts.ts";

// between several estimates of one quantity
export { heterogeneity } from "./heterogeneity.ts";
export type { Heterogeneity, PooledMean } from "./heterogeneity.ts";

// between two waves that share respondents, all or some
export { pairedMeanDifference } from "./paired-mean-difference.ts";
export { pairedNetDifference } from "./paired-net-difference.ts";
export {
  pairedProportionDifference,
  pairedProportionDifferenceBonettPrice,
  pairedProportionDifferenceNewcombe,
} from "./paired-proportion-difference.ts";
export type { PairedWaves } from "./paired-waves.ts";
export type { DifferenceTest } from "./difference-test.ts";
