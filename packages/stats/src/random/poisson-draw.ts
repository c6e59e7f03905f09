import { logGammaKernel } from "../distributions/gamma-distribution.ts";
import { requireDomain } from "../domain.ts";
import type { RandomSource } from "./random-source.ts";

/**
 * One draw from the Poisson distribution: the number of events where so many are expected. A mean of a billion costs
 * what a mean of ten does.
 *
 * @param random uniform numbers on 0 ≤ u < 1, such as {@link seededRandom} gives
 * @param mean events expected, 0 to 1e12
 * @throws {RangeError} unless 0 ≤ mean ≤ 1e12
 * @source Hörmann (1993), The transformed rejection method for generating Poisson random variables, Insurance: Mathematics
 *   and Economics 12(1) 39–45, algorithm PTRS; inversion below a mean of 10
 * @example
 * import { poissonDraw, seededRandom } from "@cxkit/stats/random";
 * poissonDraw(seededRandom(1), 1e9) // => 999990513
 */
export function poissonDraw(random: RandomSource, mean: number): number {
  requireDomain(mean >= 0 && mean <= 1e12, "poissonDraw requires 0 ≤ mean ≤ 1e12", mean);
  return mean < 10 ? inversion(random, mean) : transformedRejection(random, mean);
}

function inversion(random: RandomSource, mean: number): number {
  let left = random();
  let mass = Math.exp(-mean);
  for (let k = 0; ; k++) {
    // The second condition: beyond the last digit of the uniform number, where rounding may leave a little of it over.
    if (left < mass || (mass < 1e-18 && k > mean)) return k;
    left -= mass;
    mass *= mean / (k + 1);
  }
}

function transformedRejection(random: RandomSource, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const surelyInside = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const margin = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / margin + b) * u + mean + 0.43);
    if (margin >= 0.07 && v <= surelyInside) return k;
    if (k < 0 || margin === 0 || (margin < 0.013 && v > margin)) continue;
    const logBound = Math.log((v * inverseAlpha) / (a / (margin * margin) + b));
    const logMass = k === 0 ? -mean : logGammaKernel(mean, k) - Math.log(k);
    if (logBound <= logMass) return k;
  }
}
