/**
 * Differences between samples beyond the two-sample comparisons of the main entry.
 *
 * @packageDocumentation
 */

// between several estimates of one quantity
export { heterogeneity } from "./heterogeneity.ts";
export type { Heterogeneity, PooledMean } from "./heterogeneity.ts";
