/**
 * Weights and sampling designs: calibration, raking, trimming, and errors that know about them.
 *
 * @packageDocumentation
 */

// weighted samples of independent rows
export { kishEffectiveSize, linearizedStandardError, weightedMean } from "./weighted-mean.ts";
export { type PointSummary, type PointSums, weightedPointSummary } from "./weighted-point-summary.ts";

// designs
export { type DesignColumns, type DesignStratum, type SurveyDesign, surveyDesign } from "./survey-design.ts";
export { centredCluster, certainCluster, type LonelyCluster } from "./lonely-cluster.ts";
export type { Labels } from "./label-index.ts";

// weights that meet known populations
export { postStratified } from "./post-stratified.ts";
export { raked, type RakingOptions } from "./raked.ts";
export { type CrossedColumns, crossedMargin, type Margin } from "./margin.ts";
export { type Auxiliary, calibrated, type CalibrationOptions, marginAuxiliaries } from "./calibrated.ts";
export {
  type CalibrationDistance,
  linearDistance,
  logitDistance,
  rakingDistance,
  type RatioBounds,
  truncatedLinearDistance,
} from "./calibration-distance.ts";
export { rakedWithin, trimmed, type WeightBounds } from "./trimmed.ts";
export { type TargetSummary, type WeightSummary, weightSummary } from "./weight-summary.ts";
export type { CalibrationRegression, CalibrationTarget, WeightAdjustment } from "./weight-adjustment.ts";
export type { RegressionBasis } from "./regression-basis.ts";
export {
  iterativeProportionalFit,
  type ProportionalFit,
  type TableMargins,
} from "./iterative-proportional-fit.ts";

// estimates
export type { DesignEstimate, DesignOptions } from "./design-base.ts";
export { designMean, type DesignMeans, designMeans, type DesignVariable } from "./design-mean.ts";
export { type DesignContrast, designContrast } from "./design-contrast.ts";
export { designTotal } from "./design-total.ts";
export { designRatio } from "./design-ratio.ts";
export { designProportion, type DesignProportionOptions } from "./design-proportion.ts";
export {
  designLikelihoodInterval,
  designLogitInterval,
  type DesignProportionInterval,
  type DesignShare,
  designTInterval,
  designWilsonInterval,
  designKornGraubardInterval,
} from "./design-proportion-interval.ts";
export { type DesignQuantile, designQuantile } from "./design-quantile.ts";
export { designDifference, type DesignGroups } from "./design-difference.ts";
export { type LinearizedCovariance, linearizedCovariance } from "./linearized-covariance.ts";

// replicates
export { bootstrapWeights, jackknifeWeights, type ReplicateWeights } from "./replicate-weights.ts";
export { type ReplicateEstimate, replicateEstimate } from "./replicate-estimate.ts";
