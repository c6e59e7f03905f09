import { requireDomain } from "../domain.ts";
import { logGammaDraw, requireShape } from "./gamma-draw.ts";
import type { RandomSource } from "./random-source.ts";

/**
 * One draw of shares from the Dirichlet distribution: gamma draws over their sum, taken on logarithms so that tiny
 * alphas give shares near 0 and 1 and never 0 / 0.
 *
 * @param random uniform numbers on 0 ≤ u < 1, such as {@link seededRandom} gives
 * @param alphas one for each share, above 0 (1e-300), at most 1e12
 * @returns shares in the order of `alphas`, which sum to 1
 * @throws {RangeError} when `alphas` is empty or one is not between 1e-300 and 1e12
 * @source Devroye (1986), Non-Uniform Random Variate Generation, XI.4.1
 * @example
 * import { dirichletDraw, seededRandom } from "@cxkit/stats/random";
 * dirichletDraw(seededRandom(1), [2, 3, 5]).map((share) => share.toFixed(4)) // => ["0.0993", "0.3227", "0.5780"]
 */
export function dirichletDraw(random: RandomSource, alphas: ArrayLike<number>): number[] {
  requireDomain(alphas.length > 0, "dirichletDraw requires at least one alpha", "none");
  const logs = Array.from(alphas, (alpha, index) => {
    requireShape(`dirichletDraw requires alpha ${index}`, alpha);
    return logGammaDraw(random, alpha);
  });
  const largest = logs.reduce((a, b) => Math.max(a, b));
  const weights = logs.map((log) => Math.exp(log - largest));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}
