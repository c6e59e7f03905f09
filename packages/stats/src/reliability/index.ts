/**
 * Whether items measure one thing, and whether raters agree.
 *
 * @packageDocumentation
 */

export type { Interval } from "../interval.ts";
