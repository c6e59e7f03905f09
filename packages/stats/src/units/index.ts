/**
 * Many small units: stores and agents by partial pooling, with intervals of their ranks.
 *
 * @packageDocumentation
 */

export type { Interval } from "../interval.ts";
