import { normalCriticalValue } from "../critical-value.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import type { Interval } from "../interval.ts";
import { checkedCells, logLimits, requireAllPositive } from "./ratio-interval.ts";

/**
 * Interval for the odds ratio of two independent proportions, A over B, by a normal interval of its logarithm (Woolf). It
 * does not exist where a sample has only successes or only failures: {@link oddsRatioAdjustedLogitInterval},
 * {@link oddsRatioScoreInterval}.
 *
 * @param a successes and trials of the first sample, 0 < successes < trials
 * @param b successes and trials of the second sample, 0 < successes < trials
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds of the odds ratio, above 0
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0 with successes and failures in both, or when the level is not strictly between 0 and 1
 * @source Woolf (1955), On estimating the relation between blood group and disease, Annals of Human Genetics 19(4) 251–253
 * @example oddsRatioLogitInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).low.toFixed(4) // => "1.2762"
 * @function
 */
export const oddsRatioLogitInterval = /* @__PURE__ */ Object.assign(
  (a: ProportionCounts, b: ProportionCounts, confidenceLevel = 0.95): Interval => {
    const name = "oddsRatioLogitInterval";
    const z = normalCriticalValue(name, confidenceLevel);
    const cells = checkedCells(name, a, b);
    const parts = [cells.a.successes, cells.a.failures, cells.b.successes, cells.b.failures] as const;
    requireAllPositive(name, "successes and failures in both samples", parts);
    const [inA, notA, inB, notB] = parts;
    const variance = 1 / inA + 1 / notA + 1 / inB + 1 / notB;
    return logLimits(inA / notA / (inB / notB), z, Math.sqrt(variance));
  },
  { method: "logit" as const },
);
