import { requireLevel } from "../critical-value.ts";
import { uncheckedNormalSurvivalQuantile } from "../distributions/normal-quantile.ts";
import type { Interval } from "../interval.ts";
import { checkedTotal, wilsonLimitsOfEach } from "./multinomial-intervals.ts";

/**
 * Goodman's simultaneous intervals for the shares of all classes of one question: with 95 % confidence all of them hold at
 * once. Wilson's formula at a level shared out among the classes (Bonferroni); narrower than
 * {@link quesenberryHurstIntervals}, and works for counts of 0. One class alone is {@link wilsonInterval}'s business.
 *
 * @param counts responses of each class, two classes or more, each ≥ 0, not all 0; fractions welcome
 * @param confidenceLevel strictly between 0 and 1, for all classes together
 * @returns one interval per class, in their order, on the 0…1 scale
 * @throws {RangeError} with fewer than two classes, when a count is negative or not finite, all are 0, or the level is not
 *   strictly between 0 and 1
 * @source Goodman (1965), On simultaneous confidence intervals for multinomial proportions, Technometrics 7(2) 247–254
 * @example goodmanIntervals([91, 49, 37, 43]).map(({ low }) => low.toFixed(4)) // => ["0.3342", "0.1609", "0.1146", "0.1375"]
 * @function
 */
export const goodmanIntervals = /* @__PURE__ */ Object.assign(
  (counts: readonly number[], confidenceLevel = 0.95): readonly Interval[] => {
    const total = checkedTotal("goodmanIntervals", counts);
    requireLevel("goodmanIntervals", confidenceLevel);
    return wilsonLimitsOfEach(
      counts,
      total,
      uncheckedNormalSurvivalQuantile((1 - confidenceLevel) / (2 * counts.length)),
    );
  },
  { method: "goodman" as const },
);
