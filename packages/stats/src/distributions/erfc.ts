import { normalSurvival } from "./normal-distribution.ts";
import { requireDomain } from "../domain.ts";

/**
 * Complementary error function, 2/√π times the integral of exp(-t²) from x upwards; exact to 1e-12
 * relative. Twice the normal upper tail at x√2: prefer {@link normalSurvival} where a probability is meant.
 *
 * @param x any number
 * @throws {RangeError} when x is NaN
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 7.1.2
 * @example erfc(1).toFixed(6) // => "0.157299"
 */
export function erfc(x: number): number {
  requireDomain(!Number.isNaN(x), "erfc requires a number", x);
  return 2 * normalSurvival(x * Math.SQRT2);
}
