import { requireDomain } from "../domain.ts";

/**
 * Cohen's h, how far apart two proportions are on a scale where each is as hard to estimate as any other:
 * 2 asin √first − 2 asin √second.
 *
 * Cohen called 0.2 small, 0.5 medium and 0.8 large, for want of anything better: say what a point is worth to you instead.
 *
 * @param first share, 0…1
 * @param second share, 0…1
 * @returns −π…π, positive where the first is greater
 * @throws {RangeError} when a share is outside 0…1
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., Erlbaum, 6.2
 * @example cohensH(0.5, 0.4).toFixed(4) // => "0.2014"
 */
export function cohensH(first: number, second: number): number {
  for (const share of [first, second])
    requireDomain(share >= 0 && share <= 1, "cohensH requires shares within 0…1", share);
  return 2 * (angle(first) - angle(second));
}

/** asin √p, without losing what is left to 1. */
function angle(share: number): number {
  return Math.atan2(Math.sqrt(share), Math.sqrt(1 - share));
}
