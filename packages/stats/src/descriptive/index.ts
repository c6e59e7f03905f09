/**
 * Mean, variance, quantiles and their kin.
 *
 * @packageDocumentation
 */

export {
  excessKurtosis,
  interquartileRange,
  mean,
  median,
  medianAbsoluteDeviation,
  populationVariance,
  quantile,
  sampleCovariance,
  sampleStandardDeviation,
  sampleVariance,
  skewness,
  trimmedMean,
} from "./descriptive.ts";
