import type { AlertRule } from "@cxkit/core";
import * as z from "zod";
import { worseThan } from "./one-sided-p-value.ts";
import { inBoth } from "./strings.ts";

/** When a score counts as below its target. */
export interface BelowTargetParams {
  /** In the unit of the metric. For a metric of which less is better, above it is what is worse. */
  readonly target: number;
  /** Answers below which nothing is said. Default 30. */
  readonly minimumN: number;
}

/** What a rule that tests promises. */
export interface FalseAlarmOptions {
  /** Share of evaluations that may raise an alarm when nothing is wrong, 0.01 to 0.2: further out no interval keeps its word. Default 0.01. */
  readonly falseAlarms?: number;
}

/**
 * The metric is worse than its target beyond sampling error. Tests by the metric's own interval, so that rule and report never
 * disagree about what the interval shows; half an answer and a reserve are taken off where intervals promise a little too much.
 *
 * Watches a window. **Guarantee**: at most `falseAlarms` of the evaluations alarm while the truth is at the target or better
 * (over all segments of the rule together, as long as none of them is below).
 *
 * @throws {RangeError} unless 0.01 ≤ falseAlarms ≤ 0.2
 * @example belowTarget({ falseAlarms: 0.05 }).guarantee // => { kind: "false-alarm-rate", perEvaluation: 0.05 }
 */
export function belowTarget(options?: FalseAlarmOptions): AlertRule<BelowTargetParams, null> {
  return {
    id: "below-target",
    title: "Below target",
    params,
    watches: "window",
    guarantee: { kind: "false-alarm-rate", perEvaluation: checkedRate("belowTarget", options) },
    start: () => null,
    judge(seen, { target, minimumN }) {
      if (seen.kind !== "window") return { state: null, evidence: { kind: "no-match" } };
      const { estimate } = seen;
      const pValue = estimate.n < minimumN ? null : worseThan(target, seen);
      if (pValue === null) return { state: null, evidence: { kind: "no-data" } };
      const because = inBoth((words) => words.worseThanTarget(estimate, target, seen.better, pValue));
      return { state: null, evidence: { kind: "p-value", pValue, because } };
    },
  };
}

const params = z.strictObject({
  target: z.number(),
  minimumN: z.int().min(1).default(30),
});

/** The rate of false alarms that a rule was made with. */
export function checkedRate(caller: string, { falseAlarms = 0.01 }: FalseAlarmOptions = {}): number {
  if (!(falseAlarms >= 0.01 && falseAlarms <= 0.2)) {
    throw new RangeError(`${caller} requires 0.01 ≤ falseAlarms ≤ 0.2, got ${falseAlarms}`);
  }
  return falseAlarms;
}
