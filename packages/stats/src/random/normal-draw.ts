import type { RandomSource } from "./random-source.ts";

/**
 * One draw from the standard normal distribution, by Marsaglia's polar method.
 *
 * @param random uniform numbers on 0 ≤ u < 1, such as {@link seededRandom} gives
 * @source Marsaglia and Bray (1964), A convenient method for generating normal variables, SIAM Review 6(3) 260–264
 * @example
 * import { normalDraw, seededRandom } from "@cxkit/stats/random";
 * normalDraw(seededRandom(1)).toFixed(6) // => "-0.317696"
 */
export function normalDraw(random: RandomSource): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    // The second coordinate would be a draw too; keeping it would tie one call to the next.
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
