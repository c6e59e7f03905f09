/**
 * The schema of a journey, for files.
 *
 * @packageDocumentation
 */

export { journeySchema } from "./journey.ts";
