/**
 * Flags for answers that may not be meant: speeding, straight-lining, duplicates, item nonresponse.
 *
 * @packageDocumentation
 */

export type { Interval } from "../interval.ts";
