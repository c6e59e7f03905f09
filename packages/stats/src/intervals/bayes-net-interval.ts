import { requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import { type NetCounts, netMoments } from "./net-interval.ts";
import { netPosteriorQuantile } from "./net-posterior.ts";

/**
 * Bayesian interval for a net share: equal tails of its posterior under Jeffreys' Dirichlet prior, ½ response of each
 * class. To be read as "the score lies here with 95 % probability"; of all intervals for a net share its coverage is
 * closest to its level at 10 to 50 responses. Computed by quadrature, not drawn.
 *
 * @param counts responses, each ≥ 0, not all 0, at most 1e9 in all; scale weighted counts to the effective base first
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds strictly within −1…1; they exclude an observed −1 or 1
 * @throws {RangeError} when a count is negative or not finite, all are 0 or more than 1e9, or the level is not strictly
 *   between 0 and 1
 * @source Jeffreys (1946), An invariant form for the prior probability in estimation problems, Proceedings of the Royal
 *   Society A 186(1007) 453–461, on the multinomial distribution
 * @example bayesNetInterval({ favorable: 15, neutral: 13, unfavorable: 8 }).low.toFixed(4) // => "-0.0649"
 * @function
 */
export const bayesNetInterval = /* @__PURE__ */ Object.assign(
  (counts: NetCounts, confidenceLevel = 0.95): Interval => {
    requireLevel("bayesNetInterval", confidenceLevel);
    const { n } = netMoments("bayesNetInterval", counts);
    requireDomain(n <= 1e9, "bayesNetInterval requires at most 1e9 responses", n);
    const tail = (1 - confidenceLevel) / 2;
    const low = lowerLimit(counts, tail);
    const { favorable, neutral, unfavorable } = counts;
    const high = -lowerLimit({ favorable: unfavorable, neutral, unfavorable: favorable }, tail);
    // At levels next to 0 both are the median, which rounding must not swap.
    return { low, high: Math.max(low, high) };
  },
  { method: "dirichlet-jeffreys" as const },
);

function lowerLimit({ favorable, neutral, unfavorable }: NetCounts, tail: number): number {
  const posterior = {
    favorable: favorable + 0.5,
    neutral: neutral + 0.5,
    unfavorable: unfavorable + 0.5,
  };
  return netPosteriorQuantile(posterior, tail, 1 - tail);
}
