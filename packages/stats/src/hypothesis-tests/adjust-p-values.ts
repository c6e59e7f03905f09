import { requireDomain } from "../domain.ts";

/**
 * P-values adjusted to control the false discovery rate: reject those at most q, and on average at most a
 * share q of the rejections is wrong. The default where many segments or metrics are looked at side by side;
 * {@link holm} is for a few confirmatory questions.
 *
 * Assumes tests that are independent or positively dependent.
 *
 * @param pValues each between 0 and 1, in any order
 * @returns adjusted p-values in the order given, at least as large as the originals, equal for equal ones
 * @throws {RangeError} when a p-value is outside 0…1 or NaN, naming its index
 * @source Benjamini and Hochberg (1995), Controlling the false discovery rate, JRSS B 57(1) 289–300
 * @example benjaminiHochberg([0.01, 0.02, 0.2]) // => [0.03, 0.03, 0.2]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending("benjaminiHochberg", pValues);
  const adjusted: number[] = Array.from(pValues);
  let smallest = 1;
  for (let rank = order.length; rank > 0; rank--) {
    const index = order[rank - 1] as number;
    smallest = Math.min(smallest, (pValues[index] as number) * (order.length / rank));
    adjusted[index] = smallest;
  }
  return adjusted;
}

/**
 * P-values adjusted to control the chance of even one wrong rejection, whatever the dependence. Never less
 * powerful than {@link bonferroni}.
 *
 * @param pValues each between 0 and 1, in any order
 * @returns adjusted p-values in the order given, at least as large as the originals, equal for equal ones
 * @throws {RangeError} when a p-value is outside 0…1 or NaN, naming its index
 * @source Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics
 *   6(2) 65–70
 * @example holm([0.25, 0.125, 0.5]) // => [0.5, 0.375, 0.5]
 */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending("holm", pValues);
  const adjusted: number[] = Array.from(pValues);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * (pValues[index] as number)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/**
 * P-values multiplied by their number: the simplest control of the chance of even one wrong rejection.
 * {@link holm} controls the same and rejects at least as often.
 *
 * @param pValues each between 0 and 1, in any order
 * @returns adjusted p-values in the order given, at most 1
 * @throws {RangeError} when a p-value is outside 0…1 or NaN, naming its index
 * @source Dunn (1961), Multiple comparisons among means, JASA 56(293) 52–64
 * @example bonferroni([0.25, 0.5]) // => [0.5, 1]
 */
export function bonferroni(pValues: readonly number[]): number[] {
  requirePValues("bonferroni", pValues);
  return pValues.map((pValue) => Math.min(1, pValue * pValues.length));
}

/** Indexes by rising p-value. */
function ascending(caller: string, pValues: readonly number[]): number[] {
  requirePValues(caller, pValues);
  return Array.from(pValues.keys()).toSorted((i, j) => (pValues[i] as number) - (pValues[j] as number));
}

function requirePValues(caller: string, pValues: readonly number[]): void {
  pValues.forEach((pValue, index) =>
    requireDomain(
      pValue >= 0 && pValue <= 1,
      `${caller} requires p-values between 0 and 1`,
      `${pValue} at ${index}`,
    ),
  );
}
