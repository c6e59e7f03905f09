import type { RandomSource } from "./random-source.ts";

/**
 * One draw from the exponential distribution of mean 1, by inversion. Multiply by the mean wanted.
 *
 * @param random uniform numbers on 0 ≤ u < 1, such as {@link seededRandom} gives
 * @source Devroye (1986), Non-Uniform Random Variate Generation, II.2.1
 * @example
 * import { exponentialDraw, seededRandom } from "@cxkit/stats/random";
 * exponentialDraw(seededRandom(1)).toFixed(6) // => "0.501986"
 */
export function exponentialDraw(random: RandomSource): number {
  return -Math.log1p(-random());
}
