/**
 * Weights and sampling designs: calibration, raking, trimming, and errors that know about them.
 *
 * @packageDocumentation
 */

export { kishEffectiveSize, linearizedStandardError, weightedMean } from "./weighted-mean.ts";
export { type PointSummary, type PointSums, weightedPointSummary } from "./weighted-point-summary.ts";
