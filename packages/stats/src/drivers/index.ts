/**
 * What goes with a score: correlation, regression, relative importance, and data for a priority chart.
 *
 * @packageDocumentation
 */

export type { Interval } from "../interval.ts";
