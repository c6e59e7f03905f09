/**
 * Flags for answers that may not be meant: speeding, straight-lining, duplicates, item nonresponse. Nobody is dropped by them.
 *
 * @packageDocumentation
 */

export { speeding } from "./speeding.ts";
export { straightLining } from "./straight-lining.ts";
export { duplicates } from "./duplicates.ts";
export { itemNonresponse } from "./item-nonresponse.ts";
export type { ItemGaps, ItemNonresponse } from "./item-nonresponse.ts";
export { withAndWithout } from "./with-and-without.ts";
export type { WithAndWithout } from "./with-and-without.ts";
export type { Flags } from "./flags.ts";
export type { Interval } from "../interval.ts";
