import { requireDomain } from "../domain.ts";

/**
 * Share of a standard normal population above z: the upper tail, exact to 1e-13 relative until it
 * falls below the smallest normal double (z ≈ 37.5).
 *
 * Use it for p-values: `1 - normalCdf(z)` loses every digit beyond z ≈ 8.
 *
 * @param z any number; ±Infinity give 0 and 1
 * @throws {RangeError} when z is NaN
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.2.11 and 26.2.14
 * @example normalSurvival(10).toExponential(6) // => "7.619853e-24"
 */
export function normalSurvival(z: number): number {
  requireDomain(!Number.isNaN(z), "normalSurvival requires a number", z);
  return z < 0 ? 1 - upperTail(-z) : upperTail(z);
}

/**
 * Share of a standard normal population below z: the lower tail, as exact as {@link normalSurvival}.
 *
 * @param z any number; ±Infinity give 1 and 0
 * @throws {RangeError} when z is NaN
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.2.11 and 26.2.14
 * @example normalCdf(-1.96).toFixed(6) // => "0.024998"
 */
export function normalCdf(z: number): number {
  requireDomain(!Number.isNaN(z), "normalCdf requires a number", z);
  return z > 0 ? 1 - upperTail(z) : upperTail(-z);
}

function upperTail(z: number): number {
  if (z > 40) return 0;
  if (z < 2) return 0.5 - centralArea(z);
  let fraction = z;
  for (let k = 99; k > 0; k--) fraction = z + k / fraction;
  return density(z) / fraction;
}

/** Share of a standard normal population between 0 and z, for 0 ≤ z ≤ 2. */
export function centralArea(z: number): number {
  let term = z;
  let series = z;
  for (let odd = 3; odd < 90; odd += 2) {
    term *= (z * z) / odd;
    series += term;
  }
  return density(z) * series;
}

/** exp(-z²/2) / √(2π), for 0 ≤ z ≤ 40, in two factors: z² is exact for the rounded half, so a large exponent keeps its digits. */
function density(z: number): number {
  const coarse = Math.fround(z);
  return (
    (Math.exp((-coarse * coarse) / 2) * Math.exp(((coarse - z) * (coarse + z)) / 2)) / Math.sqrt(2 * Math.PI)
  );
}
