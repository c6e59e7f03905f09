/**
 * Many small units: stores and agents by partial pooling, with intervals of their ranks.
 *
 * @packageDocumentation
 */

export { partialPooling } from "./partial-pooling.ts";
export type { PartialPooling, PooledUnit, UnitSummary } from "./partial-pooling.ts";
export { rankIntervals } from "./rank-intervals.ts";
export type { RankedEstimate, RankInterval } from "./rank-intervals.ts";

export type { Interval } from "../interval.ts";
