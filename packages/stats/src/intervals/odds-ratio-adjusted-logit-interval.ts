import { normalCriticalValue } from "../critical-value.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import type { Interval } from "../interval.ts";
import { checkedCells, logLimits } from "./ratio-interval.ts";

/**
 * Interval for the odds ratio of two independent proportions, A over B, by a normal interval of its logarithm after adding
 * half a response to every cell (Haldane, Anscombe, Gart); exists for all counts, unlike {@link oddsRatioLogitInterval}.
 *
 * @param a successes and trials of the first sample
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds of the odds ratio, above 0, around that of the adjusted counts
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Gart (1966), Alternative analyses of contingency tables, Journal of the Royal Statistical Society B 28(1) 164–179
 * @example oddsRatioAdjustedLogitInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).low.toFixed(4) // => "1.2605"
 * @function
 */
export const oddsRatioAdjustedLogitInterval = /* @__PURE__ */ Object.assign(
  (a: ProportionCounts, b: ProportionCounts, confidenceLevel = 0.95): Interval => {
    const name = "oddsRatioAdjustedLogitInterval";
    const z = normalCriticalValue(name, confidenceLevel);
    const cells = checkedCells(name, a, b);
    const [inA, notA] = [cells.a.successes + 0.5, cells.a.failures + 0.5];
    const [inB, notB] = [cells.b.successes + 0.5, cells.b.failures + 0.5];
    const variance = 1 / inA + 1 / notA + 1 / inB + 1 / notB;
    return logLimits(inA / notA / (inB / notB), z, Math.sqrt(variance));
  },
  { method: "adjusted-logit" as const },
);
