/**
 * Experience metrics with intervals, as functions over answers and as foldable metrics over tallies.
 *
 * @packageDocumentation
 */

// Net Promoter Score
export { nps } from "./nps.ts";
export type { InvalidPolicy } from "./nps.ts";
export { npsFromCounts } from "./nps-from-counts.ts";
export { netPromoterOf } from "./net-promoter-of.ts";
export type { NpsClasses, NpsOptions, NpsResult } from "./nps-result.ts";
export { npsMetric } from "./nps-metric.ts";
export { npsDifference } from "./difference.ts";
export type { ScaleMetric, ScaleMetricOptions } from "./scale-metric.ts";
