import { requireDomain } from "../domain.ts";
import { stirlingError } from "./log-gamma.ts";

/**
 * Natural logarithm of the beta function B(a, b) = Γ(a) Γ(b) / Γ(a + b), without the cancellation of three log-gammas of
 * large arguments; 1e-14 relative, absolute where it passes through 0.
 *
 * @param a above 0 (1e-300), at most 1e300
 * @param b above 0 (1e-300), at most 1e300
 * @throws {RangeError} when an argument is not between 1e-300 and 1e300
 * @source NIST Digital Library of Mathematical Functions, 5.12.1, with Stirling's formula 5.11.1 for each factor
 * @example logBeta(2, 3).toFixed(6) // => "-2.484907"
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  requireDomain(
    small >= 1e-300 && large <= 1e300,
    "logBeta requires a and b between 1e-300 and 1e300",
    `${a} and ${b}`,
  );
  const ratio = small / large;
  const logShare = Math.log(ratio) - Math.log1p(ratio);
  return (
    (small - 0.5) * logShare -
    large * Math.log1p(ratio) -
    0.5 * Math.log(large / (2 * Math.PI)) +
    stirlingError(small) +
    stirlingError(large) -
    stirlingError(small + large)
  );
}
