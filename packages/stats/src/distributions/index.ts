/**
 * Distribution functions with both tails and quantiles, accurate to the last digits that a double can hold.
 *
 * @packageDocumentation
 */

export { betaCdf, betaQuantile, betaSurvival } from "./beta-distribution.ts";
export { binomialCdf, binomialProbability, binomialSurvival } from "./binomial-distribution.ts";
export { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from "./chi-squared.ts";
export { erfc } from "./erfc.ts";
export { gammaCdf, gammaQuantile, gammaSurvival } from "./gamma-distribution.ts";
export { logGamma } from "./log-gamma.ts";
export { normalCdf, normalSurvival } from "./normal-distribution.ts";
export { normalQuantile } from "./normal-quantile.ts";
export { studentTCdf, studentTQuantile, studentTSurvival } from "./student-t.ts";
