import { normalSurvival } from "../distributions/normal-distribution.ts";
import { uncheckedNormalSurvivalQuantile } from "../distributions/normal-quantile.ts";
import { requireDomain } from "../domain.ts";

/**
 * How much of the false alarms that are allowed may be spent by a share of the information: rises from 0 to `alpha`.
 * `alpha` is that of one side of a two-sided design.
 */
export type SpendingFunction = ((information: number, alpha: number) => number) & { readonly method: string };

/**
 * Spends little early, so that the last look is almost an ordinary test: 2 − 2Φ(z(α/2) / √t), after O'Brien and Fleming.
 *
 * @source Lan and DeMets (1983), Discrete sequential boundaries for clinical trials, Biometrika 70(3) 659–663
 * @example obrienFlemingSpending(0.5, 0.025).toFixed(6) // => "0.001525"
 * @function
 */
export const obrienFlemingSpending: SpendingFunction = /* @__PURE__ */ Object.assign(
  (information: number, alpha: number): number => {
    requireShare("obrienFlemingSpending", information, alpha);
    return information === 0
      ? 0
      : Math.min(
          alpha,
          2 * normalSurvival(uncheckedNormalSurvivalQuantile(alpha / 2) / Math.sqrt(information)),
        );
  },
  { method: "obrien-fleming" as const },
);

/**
 * Spends nearly evenly over the looks, so that large effects stop early: α ln(1 + (e − 1)t), after Pocock.
 *
 * @source Lan and DeMets (1983), Discrete sequential boundaries for clinical trials, Biometrika 70(3) 659–663
 * @example pocockSpending(0.5, 0.025).toFixed(6) // => "0.015503"
 * @function
 */
export const pocockSpending: SpendingFunction = /* @__PURE__ */ Object.assign(
  (information: number, alpha: number): number => {
    requireShare("pocockSpending", information, alpha);
    return Math.min(alpha, alpha * Math.log1p((Math.E - 1) * information));
  },
  { method: "pocock" as const },
);

/**
 * The power family, α tʳ: r = 1 spends evenly, 3 is close to O'Brien and Fleming.
 *
 * @param exponent r, above 0
 * @throws {RangeError} when the exponent is not above 0
 * @source Kim and DeMets (1987), Design and analysis of group sequential tests based on the type I error spending rate
 *   function, Biometrika 74(1) 149–154
 * @example powerSpending(3)(0.5, 0.025).toFixed(6) // => "0.003125"
 */
export function powerSpending(exponent: number): SpendingFunction {
  requireDomain(
    exponent > 0 && exponent < Infinity,
    "powerSpending requires a finite exponent > 0",
    exponent,
  );
  return Object.assign(
    (information: number, alpha: number): number => {
      requireShare("powerSpending", information, alpha);
      return alpha * information ** exponent;
    },
    { method: `power ${exponent}` },
  );
}

function requireShare(caller: string, information: number, alpha: number): void {
  requireDomain(information >= 0 && information <= 1, `${caller} requires 0 ≤ information ≤ 1`, information);
  requireDomain(alpha >= 1e-300 && alpha < 1, `${caller} requires 0 < alpha < 1 (1e-300 at least)`, alpha);
}
