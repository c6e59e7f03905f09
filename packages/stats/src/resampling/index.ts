/**
 * Bootstrap and exact resampling distributions of scores and of differences.
 *
 * @packageDocumentation
 */

export type { Interval } from "../interval.ts";
