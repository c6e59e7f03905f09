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
  return stepUp("benjaminiHochberg", pValues, (pValue, rank, tests) => pValue * (tests / rank));
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
  return stepDown("holm", pValues, (pValue, tests) => pValue * tests);
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

/**
 * P-values that control the chance of even one wrong rejection among independent tests: 1 − (1 − p)ᵐ. A hair less severe
 * than {@link bonferroni}, and not valid under every dependence; {@link holmSidak} rejects at least as often.
 *
 * @param pValues each between 0 and 1, in any order
 * @returns adjusted p-values in the order given, at most 1
 * @throws {RangeError} when a p-value is outside 0…1 or NaN, naming its index
 * @source Šidák (1967), Rectangular confidence regions for the means of multivariate normal distributions, JASA 62(318)
 *   626–633
 * @example sidak([0.5, 0.5]) // => [0.75, 0.75]
 */
export function sidak(pValues: readonly number[]): number[] {
  requirePValues("sidak", pValues);
  return pValues.map((pValue) => atLeastOne(pValue, pValues.length));
}

/**
 * {@link holm} with Šidák's steps in place of Bonferroni's: a hair more powerful, for independent or positively dependent
 * tests.
 *
 * @param pValues each between 0 and 1, in any order
 * @returns adjusted p-values in the order given, at least as large as the originals, equal for equal ones
 * @throws {RangeError} when a p-value is outside 0…1 or NaN, naming its index
 * @source Holland and Copenhaver (1987), An improved sequentially rejective Bonferroni test procedure, Biometrics 43(2)
 *   417–423
 * @example holmSidak([0.5, 0.25]) // => [0.5, 0.4375]
 */
export function holmSidak(pValues: readonly number[]): number[] {
  return stepDown("holmSidak", pValues, atLeastOne);
}

/**
 * P-values that control the chance of even one wrong rejection by stepping up from the largest: rejects at least what
 * {@link holm} does, for independent or positively dependent tests.
 *
 * @param pValues each between 0 and 1, in any order
 * @returns adjusted p-values in the order given, at least as large as the originals, equal for equal ones
 * @throws {RangeError} when a p-value is outside 0…1 or NaN, naming its index
 * @source Hochberg (1988), A sharper Bonferroni procedure for multiple tests of significance, Biometrika 75(4) 800–802
 * @example hochberg([0.25, 0.375]) // => [0.375, 0.375]
 */
export function hochberg(pValues: readonly number[]): number[] {
  return stepUp("hochberg", pValues, (pValue, rank, tests) => pValue * (tests - rank + 1));
}

/**
 * P-values that control the chance of even one wrong rejection by closing Simes' test: rejects at least what
 * {@link hochberg} does, under the same assumption, and is harder to follow by hand.
 *
 * @param pValues each between 0 and 1, in any order
 * @returns adjusted p-values in the order given, at least as large as the originals, equal for equal ones
 * @throws {RangeError} when a p-value is outside 0…1 or NaN, naming its index
 * @source Hommel (1988), A stagewise rejective multiple test procedure based on a modified Bonferroni test, Biometrika
 *   75(2) 383–386; Wright (1992), Adjusted p-values for simultaneous inference, Biometrics 48(4) 1005–1013
 * @example hommel([0.25, 0.375, 0.5]) // => [0.5, 0.5, 0.5]
 */
export function hommel(pValues: readonly number[]): number[] {
  const order = ascending("hommel", pValues);
  const tests = order.length;
  const sorted = order.map((index) => pValues[index] as number);
  const adjusted = sorted.slice();
  // Wright's algorithm: for each size of intersection, Simes' p-value of its most demanding members.
  for (let size = tests; size > 1; size--) {
    const firstOfLast = tests - size + 1;
    let simes = Infinity;
    for (let k = 2; k <= size; k++) {
      simes = Math.min(simes, (size * (sorted[firstOfLast + k - 2] as number)) / k);
    }
    for (let index = 0; index < tests; index++) {
      const floor = index < firstOfLast ? Math.min(simes, size * (sorted[index] as number)) : simes;
      adjusted[index] = Math.min(1, Math.max(adjusted[index] as number, floor));
    }
  }
  const result: number[] = Array.from(pValues);
  order.forEach((index, rank) => (result[index] = adjusted[rank] as number));
  return result;
}

/**
 * P-values adjusted to control the false discovery rate whatever the dependence of the tests, at the price of a factor of
 * about log m against {@link benjaminiHochberg}.
 *
 * @param pValues each between 0 and 1, in any order
 * @returns adjusted p-values in the order given, at least as large as the originals, equal for equal ones
 * @throws {RangeError} when a p-value is outside 0…1 or NaN, naming its index
 * @source Benjamini and Yekutieli (2001), The control of the false discovery rate in multiple testing under dependency, The
 *   Annals of Statistics 29(4) 1165–1188
 * @example benjaminiYekutieli([0.25, 0.5]) // => [0.75, 0.75]
 */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  const harmonic = pValues.reduce((total, _, index) => total + 1 / (index + 1), 0);
  return stepUp("benjaminiYekutieli", pValues, (pValue, rank, tests) => harmonic * pValue * (tests / rank));
}

/** Adjusts from the smallest p-value on; `left` is how many tests are not yet behind. */
function stepDown(
  caller: string,
  pValues: readonly number[],
  adjust: (pValue: number, left: number) => number,
): number[] {
  const order = ascending(caller, pValues);
  const adjusted: number[] = Array.from(pValues);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, adjust(pValues[index] as number, order.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/** Adjusts from the largest p-value on; ranks are 1 for the smallest. */
function stepUp(
  caller: string,
  pValues: readonly number[],
  adjust: (pValue: number, rank: number, tests: number) => number,
): number[] {
  const order = ascending(caller, pValues);
  const adjusted: number[] = Array.from(pValues);
  let smallest = 1;
  for (let rank = order.length; rank > 0; rank--) {
    const index = order[rank - 1] as number;
    smallest = Math.min(smallest, adjust(pValues[index] as number, rank, order.length));
    adjusted[index] = smallest;
  }
  return adjusted;
}

/** Chance that at least one of so many independent p-values is this small, without cancellation for tiny ones. */
function atLeastOne(pValue: number, tests: number): number {
  return pValue === 1 ? 1 : -Math.expm1(tests * Math.log1p(-pValue));
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
