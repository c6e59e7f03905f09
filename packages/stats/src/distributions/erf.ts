import { requireDomain } from "../domain.ts";
import { centralArea, normalSurvival } from "./normal-distribution.ts";

/**
 * Error function, 2/√π times the integral of exp(-t²) from 0 to x; 1e-14 relative, near 0 included. Where it is close to 1
 * and the difference counts, take {@link erfc}.
 *
 * @param x any number; ±Infinity give ±1
 * @throws {RangeError} when x is NaN
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 7.1.6
 * @example erf(1e-10).toExponential(6) // => "1.128379e-10"
 */
export function erf(x: number): number {
  requireDomain(!Number.isNaN(x), "erf requires a number", x);
  const z = Math.abs(x) * Math.SQRT2;
  const area = z < 2 ? 2 * centralArea(z) : 1 - 2 * normalSurvival(z);
  return x < 0 ? -area : x === 0 ? x : area;
}
