/**
 * Everyday intervals and differences for callers that have checked what they pass, as functions over raw answers have: the
 * numbers of their namesakes without `unchecked`, in a bundle without second checks.
 *
 * @packageDocumentation
 */

export { uncheckedBoundedScoreInterval } from "../intervals/bounded-score-interval.ts";
export { uncheckedMeanDifference } from "../differences/mean-difference.ts";
export { uncheckedNetDifference } from "../differences/net-difference.ts";
export { uncheckedNormalSurvivalQuantile } from "../distributions/normal-quantile.ts";
export { uncheckedProportionDifference } from "../differences/proportion-difference.ts";
export { uncheckedWilsonInterval } from "../intervals/wilson-interval.ts";
export type { DifferenceTest } from "../differences/difference-test.ts";
export type { Interval } from "../interval.ts";
export type { MeanSummary } from "../intervals/mean-interval.ts";
export type { NetCounts } from "../intervals/net-interval.ts";
export type { ProportionCounts } from "../differences/proportion-counts.ts";
