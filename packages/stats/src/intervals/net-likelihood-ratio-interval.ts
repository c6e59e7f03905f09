import { normalCriticalValue } from "../critical-value.ts";
import { logExcess } from "../distributions/log-gamma.ts";
import type { Interval } from "../interval.ts";
import { crossing } from "./crossing.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";

/**
 * Likelihood-ratio interval for a net share: the values under which the best-fitting shares make the responses not less
 * likely than the observed ones by more than a χ² test of the level allows. Narrower than {@link scoreInterval} and
 * covers less: 94 % on average at ten responses.
 *
 * @param counts responses, each ≥ 0, not all 0; scale weighted counts to the effective base first
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds on the −1…1 scale, around the observed value
 * @throws {RangeError} when a count is negative or not finite, all are 0, or the level is not strictly between 0 and 1
 * @source Wilks (1938), The large-sample distribution of the likelihood ratio for testing composite hypotheses, The Annals
 *   of Mathematical Statistics 9(1) 60–62, with the restricted estimates of Tango (1998), Statistics in Medicine 17(8)
 *   891–908
 * @example netLikelihoodRatioInterval({ favorable: 15, neutral: 13, unfavorable: 8 }).low.toFixed(4) // => "-0.0658"
 * @function
 */
export const netLikelihoodRatioInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    const z = normalCriticalValue("netLikelihoodRatioInterval", confidenceLevel);
    const { n, share } = netMoments("netLikelihoodRatioInterval", counts);
    const excess = (value: number): number => deviance(counts, n, value) - z * z;
    const low = excess(-1) > 0 ? crossing(excess, -1, share) : -1;
    // At levels next to 0 both are the observed value, which rounding must not swap.
    return { low, high: Math.max(low, excess(1) > 0 ? crossing(excess, 1, share) : 1) };
  },
  { method: "likelihood-ratio" as const },
);

/** Twice the logarithm by which the responses are less likely if the net share is `value` than under the observed shares. */
function deviance({ favorable, neutral, unfavorable }: NetCounts, n: number, value: number): number {
  if (value < 0) return deviance({ favorable: unfavorable, neutral, unfavorable: favorable }, n, -value);
  const down = restrictedShare(favorable / n, unfavorable / n, value);
  const expected = [down + value, Math.max(0, 1 - value - 2 * down), down] as const;
  // Relative deviations, whose linear parts cancel but for the classes that nobody chose.
  const parts = [favorable, neutral, unfavorable].map((observed, i) => {
    const share = expected[i] ?? 0;
    return observed === 0 ? n * share : observed * logExcess((share * n - observed) / observed);
  });
  return 2 * parts.reduce((sum, part) => sum + part, 0);
}

/** The likeliest unfavorable share if the net share is `value` ≥ 0: the larger root of Tango's quadratic. */
function restrictedShare(favorable: number, unfavorable: number, value: number): number {
  const linear = (2 - favorable + unfavorable) * value - favorable - unfavorable;
  const product = unfavorable * value * (1 - value);
  const root = Math.sqrt(linear * linear + 8 * product);
  return linear > 0 ? (2 * product) / (linear + root) : (root - linear) / 4;
}
