// intervals for a net share (NPS on −1…1)
export { adjustedWaldInterval } from "./adjusted-wald-interval.ts";
export type { NetCounts, NetInterval } from "./net-interval.ts";

// intervals for a proportion
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
export { type ProportionCounts, proportionDifference } from "./proportion-difference.ts";
export type { DifferenceTest } from "./difference-test.ts";

// many tests at once
export { benjaminiHochberg, bonferroni, holm } from "./adjust-p-values.ts";

// weights
export { kishEffectiveSize, linearizedStandardError, weightedMean } from "./weighted-mean.ts";
export { type PointSummary, type PointSums, weightedPointSummary } from "./weighted-point-summary.ts";

// distributions
export { betaCdf, betaQuantile, betaSurvival } from "./beta-distribution.ts";
export { erfc } from "./erfc.ts";
export { logGamma } from "./log-gamma.ts";
export { normalCdf, normalSurvival } from "./normal-distribution.ts";
export { normalQuantile } from "./normal-quantile.ts";
export { studentTCdf, studentTQuantile, studentTSurvival } from "./student-t.ts";
