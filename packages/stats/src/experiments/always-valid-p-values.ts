import { requireDomain } from "../domain.ts";

/**
 * Always-valid p-values of a sequence of looks: the smallest min(1, 1/e) so far. They never rise again, and whenever one
 * stops, at most a share p of experiments that change nothing ever got as low.
 *
 * @param logEValues natural logarithms of the e-values of the looks so far, oldest first, as {@link confidenceSequence} and
 *   {@link mixtureSprt} give them
 * @throws {RangeError} when one is NaN
 * @source Ville (1939), Étude critique de la notion de collectif; Johari, Koomen, Pekelis and Walsh (2022), Always valid
 *   inference: continuous monitoring of A/B tests, Operations Research 70(3) 1806–1821
 * @example alwaysValidPValues([-0.5, 2, 1]).map((p) => p.toFixed(3)) // => ["1.000", "0.135", "0.135"]
 */
export function alwaysValidPValues(logEValues: readonly number[]): number[] {
  let least = 1;
  return logEValues.map((logEValue) => {
    requireDomain(logEValue >= -Infinity, "alwaysValidPValues requires numbers", logEValue);
    least = Math.min(least, Math.exp(-logEValue));
    return least;
  });
}
