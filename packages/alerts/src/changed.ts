import type { AlertRule, Comparison, Estimate } from "@cxkit/core";
import { normalSurvival, studentTSurvival } from "@cxkit/stats/distributions";
import * as z from "zod";
import { checkedRate, type FalseAlarmOptions } from "./below-target.ts";
import { halfAnswer, reserve, type SeenWindow } from "./one-sided-p-value.ts";
import { inBoth } from "./strings.ts";

/** When a score counts as changed. */
export interface ChangedParams {
  /** The window directly before this one, or the one 52 weeks earlier, on the same weekdays. Default `previous`. */
  readonly against: "previous" | "year-ago";
  /** Default `worse`. */
  readonly direction: "worse" | "better" | "either";
  /** Answers in either window below which nothing is said. Default 30. */
  readonly minimumN: number;
}

/**
 * The metric differs between this window and an earlier one of the same length beyond sampling error, by the metric's own test.
 * Unlike {@link belowTarget} it needs no target, and says nothing of a score that has always been bad.
 *
 * Watches a window. **Guarantee**: at most `falseAlarms` of the evaluations alarm while nothing has changed. **Assumes** that
 * nobody answered in both windows.
 *
 * @throws {RangeError} unless 0.01 ≤ falseAlarms ≤ 0.2
 * @example changed().against?.({ against: "year-ago", direction: "worse", minimumN: 30 }) // => "year-ago"
 */
export function changed(options?: FalseAlarmOptions): AlertRule<ChangedParams, null> {
  return {
    id: "changed",
    title: "Changed",
    params,
    watches: "window",
    guarantee: { kind: "false-alarm-rate", perEvaluation: checkedRate("changed", options) },
    against: ({ against }) => against,
    start: () => null,
    judge(seen, { against, direction, minimumN }) {
      if (seen.kind !== "window") return { state: null, evidence: { kind: "no-match" } };
      const { comparison, earlier, estimate } = seen;
      const enough = estimate.n >= minimumN && earlier !== undefined && earlier.n >= minimumN;
      if (!enough || !comparison || comparison.test === "none" || comparison.difference.value === null) {
        return { state: null, evidence: { kind: "no-data" } };
      }
      const pValue = pValueOf(seen, earlier, comparison, direction);
      const because = inBoth((words) => words.changedFrom(estimate, earlier, comparison, pValue, against));
      return { state: null, evidence: { kind: "p-value", pValue, because } };
    },
  };
}

const params = z.strictObject({
  against: z.enum(["previous", "year-ago"]).default("previous"),
  direction: z.enum(["worse", "better", "either"]).default("worse"),
  minimumN: z.int().min(1).default(30),
});

/**
 * The p-value of the metric's test in one direction, or twice the smaller one. Half an answer of either window is taken off
 * the difference, and the reserve is added: see {@link reserve}.
 */
function pValueOf(
  { estimate, better }: SeenWindow,
  earlier: Estimate,
  comparison: Comparison,
  direction: ChangedParams["direction"],
): number {
  const { statistic, degreesOfFreedom, difference } = comparison;
  const size = Math.abs(difference.value ?? 0);
  const kept = size > 0 ? Math.max(0, 1 - (halfAnswer(estimate) + halfAnswer(earlier)) / size) : 0;
  const own =
    degreesOfFreedom === undefined
      ? normalSurvival(kept * Math.abs(statistic))
      : studentTSurvival(kept * Math.abs(statistic), degreesOfFreedom);
  const tail = Math.max(own, pooledTail(kept * size, estimate, earlier));
  if (direction === "either") return Math.min(1, 2 * reserve * tail);
  const down = direction === "worse" ? better === "higher" : better === "lower";
  return (down ? statistic < 0 : statistic > 0) ? Math.min(1, reserve * tail) : 1;
}

/**
 * The same with one variance for both windows, as it is when nothing changed. A few answers at the end of a scale can be all
 * alike; their own variance then promises far too much, and the other window knows better.
 */
function pooledTail(difference: number, left: Estimate, right: Estimate): number {
  const squares = ({ standardError, effectiveN }: Estimate): number =>
    (effectiveN - 1) * effectiveN * (standardError ?? 0) ** 2;
  const degreesOfFreedom = left.effectiveN + right.effectiveN - 2;
  const variance = (squares(left) + squares(right)) / degreesOfFreedom;
  const error = Math.sqrt(variance * (1 / left.effectiveN + 1 / right.effectiveN));
  return degreesOfFreedom > 0 && error > 0 ? studentTSurvival(difference / error, degreesOfFreedom) : 0;
}
