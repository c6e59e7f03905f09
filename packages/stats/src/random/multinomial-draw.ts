import { requireDomain } from "../domain.ts";
import { binomialDraw } from "./binomial-draw.ts";
import type { RandomSource } from "./random-source.ts";

/**
 * One draw from the multinomial distribution: how many of the trials fall into each category, one binomial draw a
 * category, however many trials there are.
 *
 * @param random uniform numbers on 0 ≤ u < 1, such as {@link seededRandom} gives
 * @param trials whole number, 0 to 1e13
 * @param probabilities one for each category, which sum to 1
 * @returns counts in the order of `probabilities`, which sum to `trials`
 * @throws {RangeError} unless trials is a whole number from 0 to 1e13 and the probabilities are not negative and sum to 1
 *   (to 1e-9)
 * @source Davis (1993), The computer generation of multinomial random variates, Computational Statistics & Data Analysis
 *   16(2) 205–217
 * @example
 * import { multinomialDraw, seededRandom } from "@cxkit/stats/random";
 * multinomialDraw(seededRandom(1), 100, [0.5, 0.3, 0.2]) // => [48, 29, 23]
 */
export function multinomialDraw(
  random: RandomSource,
  trials: number,
  probabilities: ArrayLike<number>,
): number[] {
  requireDomain(
    Number.isInteger(trials) && trials >= 0 && trials <= 1e13,
    "multinomialDraw requires a whole number of trials from 0 to 1e13",
    trials,
  );
  const negative = Array.from(probabilities).findIndex((probability) => !(probability >= 0));
  requireDomain(
    negative === -1,
    `multinomialDraw requires probability ${negative} to be 0 or above`,
    probabilities[negative],
  );
  // From the last one backwards: what is left for the later categories, without subtracting.
  let total = 0;
  const remaining = Array.from(probabilities)
    .toReversed()
    .map((probability) => (total += probability))
    .toReversed();
  requireDomain(Math.abs(total - 1) < 1e-9, "multinomialDraw requires probabilities that sum to 1", total);
  let left = trials;
  return remaining.map((rest, index) => {
    const probability = probabilities[index] ?? 0;
    const count = binomialDraw(random, left, probability === 0 ? 0 : probability / rest);
    left -= count;
    return count;
  });
}
