/**
 * Mean, variance, quantiles and their kin.
 *
 * @packageDocumentation
 */

export { mean, quantile, sampleVariance } from "./descriptive.ts";
