import { logGammaDraw, requireShape } from "./gamma-draw.ts";
import type { RandomSource } from "./random-source.ts";

/**
 * One draw from the beta distribution: the share of the first of two gamma draws, taken on logarithms so that
 * shapes near 0 give 0 or 1 and never 0 / 0.
 *
 * @param random uniform numbers on 0 ≤ u < 1, such as {@link seededRandom} gives
 * @param a first shape, above 0 (1e-300), at most 1e12
 * @param b second shape, above 0 (1e-300), at most 1e12
 * @throws {RangeError} when a shape is not between 1e-300 and 1e12
 * @source Devroye (1986), Non-Uniform Random Variate Generation, IX.3.1
 * @example
 * import { betaDraw, seededRandom } from "@cxkit/stats/random";
 * betaDraw(seededRandom(1), 2, 3).toFixed(6) // => "0.235334"
 */
export function betaDraw(random: RandomSource, a: number, b: number): number {
  requireShape("betaDraw requires a shape a", a);
  requireShape("betaDraw requires a shape b", b);
  const first = logGammaDraw(random, a);
  return 1 / (1 + Math.exp(logGammaDraw(random, b) - first));
}
