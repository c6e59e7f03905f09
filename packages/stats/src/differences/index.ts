/**
 * Differences between samples beyond the two-sample comparisons of the main entry.
 *
 * @packageDocumentation
 */

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
