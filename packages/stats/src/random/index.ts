/**
 * Seeded random numbers and samplers: the same seed gives the same numbers everywhere.
 *
 * @packageDocumentation
 */

export type { RandomSource } from "./random-source.ts";
