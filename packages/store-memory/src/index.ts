/**
 * An event store in typed columns, and the grouping kernel it counts with. Runs on any platform.
 *
 * @packageDocumentation
 */

// The store
export { memoryStore } from "./memory-store.ts";
export type { MemoryStoreOptions } from "./memory-store.ts";

// The kernel, for columns of one's own
export { groupScale } from "./group-scale.ts";
export type { ScaleRows } from "./group-scale.ts";
export type { ScaleGroups } from "./scale-counter.ts";
