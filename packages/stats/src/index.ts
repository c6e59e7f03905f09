// intervals for a net share (NPS on −1…1)
export { adjustedWaldInterval } from "./adjusted-wald-interval.ts";
export { scoreInterval } from "./score-interval.ts";
export { netTInterval } from "./net-t-interval.ts";
export { netWaldInterval } from "./net-wald-interval.ts";
export type { NetCounts, NetInterval } from "./net-interval.ts";

// intervals for a proportion
export { agrestiCoullInterval } from "./agresti-coull-interval.ts";
export { clopperPearsonInterval } from "./clopper-pearson-interval.ts";
export { jeffreysInterval } from "./jeffreys-interval.ts";
export { waldProportionInterval } from "./wald-proportion-interval.ts";
export { wilsonInterval } from "./wilson-interval.ts";
export type { ProportionInterval } from "./proportion-interval.ts";

// intervals for a mean of bounded ratings
export { boundedScoreInterval } from "./bounded-score-interval.ts";
export { meanTInterval } from "./mean-t-interval.ts";
export type { MeanInterval, MeanSummary } from "./mean-interval.ts";

export type { Interval } from "./interval.ts";

// differences between two independent samples, with test
export { meanDifference } from "./mean-difference.ts";
export { netDifference, netDifferenceMeasuringu, netDifferenceWald } from "./net-difference.ts";
export { netDifferenceMoverScore } from "./net-difference-mover-score.ts";
export { netDifferenceWelch } from "./net-difference-welch.ts";
export { type ProportionCounts, proportionDifference } from "./proportion-difference.ts";
export type { DifferenceTest } from "./difference-test.ts";

// many tests at once
export { benjaminiHochberg, bonferroni, holm } from "./adjust-p-values.ts";

// weights
export { kishEffectiveSize, linearizedStandardError, weightedMean } from "./weighted-mean.ts";
export { type PointSummary, type PointSums, weightedPointSummary } from "./weighted-point-summary.ts";

// distributions
export { betaCdf, betaQuantile, betaSurvival } from "./beta-distribution.ts";
export { binomialCdf, binomialProbability, binomialSurvival } from "./binomial-distribution.ts";
export { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from "./chi-squared.ts";
export { erfc } from "./erfc.ts";
export { gammaCdf, gammaQuantile, gammaSurvival } from "./gamma-distribution.ts";
export { logGamma } from "./log-gamma.ts";
export { normalCdf, normalSurvival } from "./normal-distribution.ts";
export { normalQuantile } from "./normal-quantile.ts";
export { studentTCdf, studentTQuantile, studentTSurvival } from "./student-t.ts";
