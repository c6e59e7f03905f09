/**
 * Experiments: fixed horizon, always valid and group sequential, with variance reduction and checks of the split.
 *
 * @packageDocumentation
 */

export type { Interval } from "../interval.ts";
