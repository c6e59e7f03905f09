/**
 * How many answers are needed, and what a number of answers can show.
 *
 * @packageDocumentation
 */

export type { Interval } from "../interval.ts";
