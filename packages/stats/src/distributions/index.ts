/**
 * Distribution functions with both tails and quantiles, accurate to the last digits that a double can hold.
 *
 * @packageDocumentation
 */

// Continuous distributions
export { betaCdf, betaQuantile, betaSurvival, betaSurvivalQuantile } from "./beta-distribution.ts";
export {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredSurvival,
  chiSquaredSurvivalQuantile,
} from "./chi-squared.ts";
export { fCdf, fQuantile, fSurvival, fSurvivalQuantile } from "./f-distribution.ts";
export { gammaCdf, gammaQuantile, gammaSurvival, gammaSurvivalQuantile } from "./gamma-distribution.ts";
export { normalCdf, normalSurvival } from "./normal-distribution.ts";
export { normalQuantile, normalSurvivalQuantile } from "./normal-quantile.ts";
export { studentTCdf, studentTQuantile, studentTSurvival, studentTSurvivalQuantile } from "./student-t.ts";

// Noncentral and studentized distributions
export { noncentralChiSquaredCdf, noncentralChiSquaredSurvival } from "./noncentral-chi-squared.ts";
export { noncentralFCdf, noncentralFSurvival } from "./noncentral-f.ts";
export { noncentralTCdf, noncentralTSurvival } from "./noncentral-t.ts";
export {
  studentizedRangeCdf,
  studentizedRangeQuantile,
  studentizedRangeSurvival,
  studentizedRangeSurvivalQuantile,
} from "./studentized-range.ts";

// Distributions of counts
export {
  binomialCdf,
  binomialProbability,
  binomialQuantile,
  binomialSurvival,
  binomialSurvivalQuantile,
} from "./binomial-distribution.ts";
export {
  hypergeometricCdf,
  hypergeometricProbability,
  hypergeometricQuantile,
  hypergeometricSurvival,
  hypergeometricSurvivalQuantile,
} from "./hypergeometric-distribution.ts";
export {
  poissonCdf,
  poissonProbability,
  poissonQuantile,
  poissonSurvival,
  poissonSurvivalQuantile,
} from "./poisson-distribution.ts";

// Special functions
export { erf } from "./erf.ts";
export { erfc } from "./erfc.ts";
export { logBeta } from "./log-beta.ts";
export { logGamma } from "./log-gamma.ts";
