import { normalCriticalValue } from "../critical-value.ts";
import type { ProportionCounts } from "../differences/proportion-counts.ts";
import type { Interval } from "../interval.ts";
import { checkedCells, logLimits, requireAllPositive } from "./ratio-interval.ts";

/**
 * Interval for the ratio of two independent proportions, A over B, by a normal interval of its logarithm (Katz). The usual
 * one in textbooks; it does not exist where nobody succeeded in a sample and is too wide close to that:
 * {@link riskRatioKoopmanInterval} has neither weakness.
 *
 * @param a successes and trials of the first sample, successes above 0
 * @param b successes and trials of the second sample, successes above 0
 * @param confidenceLevel strictly between 0 and 1
 * @returns bounds of the ratio, above 0
 * @throws {RangeError} unless 0 ≤ successes ≤ trials and trials > 0 with a success in both, or when the level is not strictly between 0 and 1
 * @source Katz, Baptista, Azen and Pike (1978), Obtaining confidence intervals for the risk ratio in cohort studies, Biometrics
 *   34(3) 469–474
 * @example riskRatioLogInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }).low.toFixed(4) // => "1.0766"
 * @function
 */
export const riskRatioLogInterval = /* @__PURE__ */ Object.assign(
  (a: ProportionCounts, b: ProportionCounts, confidenceLevel = 0.95): Interval => {
    const name = "riskRatioLogInterval";
    const z = normalCriticalValue(name, confidenceLevel);
    const cells = checkedCells(name, a, b);
    requireAllPositive(name, "successes in both samples", [cells.a.successes, cells.b.successes]);
    const share = { a: cells.a.successes / a.trials, b: cells.b.successes / b.trials };
    // 1/successes − 1/trials of each sample, without the cancellation.
    const variance =
      cells.a.failures / a.trials / cells.a.successes + cells.b.failures / b.trials / cells.b.successes;
    return logLimits(share.a / share.b, z, Math.sqrt(variance));
  },
  { method: "log" as const },
);
