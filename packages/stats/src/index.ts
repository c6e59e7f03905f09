/**
 * Intervals for scores, shares and means, and differences between two samples with their tests. Everything else has an
 * entry of its own by area, so that an editor offers what belongs together.
 *
 * @packageDocumentation
 */

// intervals for a net share (NPS on −1…1)
export { adjustedWaldInterval } from "./intervals/adjusted-wald-interval.ts";
export { scoreInterval } from "./intervals/score-interval.ts";
export { netTInterval } from "./intervals/net-t-interval.ts";
export { netWaldInterval } from "./intervals/net-wald-interval.ts";
export type { NetCounts, NetInterval } from "./intervals/net-interval.ts";

// intervals for a proportion
export { agrestiCoullInterval } from "./intervals/agresti-coull-interval.ts";
export { clopperPearsonInterval } from "./intervals/clopper-pearson-interval.ts";
export { jeffreysInterval } from "./intervals/jeffreys-interval.ts";
export { waldProportionInterval } from "./intervals/wald-proportion-interval.ts";
export { wilsonInterval } from "./intervals/wilson-interval.ts";
export type { ProportionInterval } from "./intervals/proportion-interval.ts";

// intervals for a mean of bounded ratings
export { boundedScoreInterval } from "./intervals/bounded-score-interval.ts";
export { meanTInterval } from "./intervals/mean-t-interval.ts";
export type { MeanInterval, MeanSummary } from "./intervals/mean-interval.ts";

export type { Interval } from "./interval.ts";

// what an interval of one's own needs
export { normalCriticalValue, requireLevel, studentTCriticalValue } from "./critical-value.ts";

// differences between two independent samples, with test
export { meanDifference } from "./differences/mean-difference.ts";
export { netDifference, netDifferenceMeasuringu, netDifferenceWald } from "./differences/net-difference.ts";
export { netDifferenceMoverScore } from "./differences/net-difference-mover-score.ts";
export { netDifferenceWelch } from "./differences/net-difference-welch.ts";
export { proportionDifference } from "./differences/proportion-difference.ts";
export type { ProportionCounts } from "./differences/proportion-counts.ts";
export type { DifferenceTest } from "./differences/difference-test.ts";
