/**
 * Seeded random numbers and samplers: the same seed gives the same numbers everywhere.
 *
 * @packageDocumentation
 */

// Sources
export type { RandomSource } from "./random-source.ts";
export { seededRandom } from "./seeded-random.ts";

// Draws of a number
export { betaDraw } from "./beta-draw.ts";
export { exponentialDraw } from "./exponential-draw.ts";
export { gammaDraw } from "./gamma-draw.ts";
export { normalDraw } from "./normal-draw.ts";

// Draws of a count
export { binomialDraw } from "./binomial-draw.ts";
export { poissonDraw } from "./poisson-draw.ts";

// Draws of several at once
export { dirichletDraw } from "./dirichlet-draw.ts";
export { multinomialDraw } from "./multinomial-draw.ts";
