import { normalCriticalValue } from "../critical-value.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import type { Interval } from "../interval.ts";
import { checkedCells, logLimits } from "./ratio-interval.ts";

/**
 * Interval for the ratio of two independent proportions, A over B, by a normal interval of its logarithm after adding half
 * a success to each sample (Walter), so that it exists where nobody succeeded; otherwise like {@link riskRatioLogInterval}.
 *
 * @param a successes and trials of the first sample
 * @param b successes and trials of the second sample
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds of the ratio, above 0, around that of the adjusted shares
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0, or when the level is not strictly between 0 and 1
 * @source Walter (1975), The distribution of Levin's measure of attributable risk, Biometrika 62(2) 371–374
 * @example riskRatioAdjustedLogInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).low.toFixed(4) // => "1.0760"
 * @function
 */
export const riskRatioAdjustedLogInterval = /* @__PURE__ */ Object.assign(
  (a: ProportionCounts, b: ProportionCounts, confidenceLevel = 0.95): Interval => {
    const name = "riskRatioAdjustedLogInterval";
    const z = normalCriticalValue(name, confidenceLevel);
    const cells = checkedCells(name, a, b);
    const adjusted = {
      a: { successes: cells.a.successes + 0.5, trials: a.trials + 0.5 },
      b: { successes: cells.b.successes + 0.5, trials: b.trials + 0.5 },
    };
    const ratio = adjusted.a.successes / adjusted.a.trials / (adjusted.b.successes / adjusted.b.trials);
    // 1/successes − 1/trials of each sample, without the cancellation.
    const variance =
      cells.a.failures / adjusted.a.trials / adjusted.a.successes +
      cells.b.failures / adjusted.b.trials / adjusted.b.successes;
    return logLimits(ratio, z, Math.sqrt(variance));
  },
  { method: "adjusted-log" as const },
);
