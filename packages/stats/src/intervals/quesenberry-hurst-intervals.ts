import { requireLevel } from "../critical-value.ts";
import { chiSquaredQuantile } from "../distributions/chi-squared.ts";
import type { Interval } from "../interval.ts";
import { checkedTotal, wilsonLimitsOfEach } from "./multinomial-intervals.ts";

/**
 * Quesenberry and Hurst's simultaneous intervals for the shares of all classes of one question: every share and every
 * contrast of them that a χ² test of the whole distribution would not reject. Wider than {@link goodmanIntervals}.
 *
 * @param counts responses of each class, two classes or more, each ≥ 0, not all 0; fractions welcome
 * @param confidenceLevel strictly between 0 and 1, for all classes together
 * @returns one interval per class, in their order, on the 0…1 scale
 * @throws {RangeError} with fewer than two classes, when a count is negative or not finite, all are 0, or the level is not
 *   strictly between 0 and 1
 * @source Quesenberry and Hurst (1964), Large sample simultaneous confidence intervals for multinomial proportions,
 *   Technometrics 6(2) 191–195
 * @example quesenberryHurstIntervals([20, 40, 60]).map(({ low }) => low.toFixed(4)) // => ["0.0997", "0.2382", "0.3910"]
 * @function
 */
export const quesenberryHurstIntervals = /* @__PURE__ */ Object.assign(
  (counts: readonly number[], confidenceLevel = 0.95): readonly Interval[] => {
    const total = checkedTotal("quesenberryHurstIntervals", counts);
    requireLevel("quesenberryHurstIntervals", confidenceLevel);
    const critical = Math.sqrt(chiSquaredQuantile(confidenceLevel, counts.length - 1));
    return wilsonLimitsOfEach(counts, total, critical);
  },
  { method: "quesenberry-hurst" as const },
);
