/**
 * Posterior distributions of shares and net scores, and decisions between two variants.
 *
 * @packageDocumentation
 */

export type { Interval } from "../interval.ts";
