import type { SegmentMemory } from "./kept.ts";
import type { Instant, Json } from "@cxkit/core";

/** What an evaluation says of a segment. `hold`: no longer enough for an alarm, still too much for the all-clear. */
export type Verdict = "match" | "hold" | "no-match" | "no-data";

/** How patient a rule is. */
export interface Patience {
  /** Matches in a row before it fires. */
  readonly for: number;
  /** Evaluations in a row without a sign before it is over. */
  readonly recoverAfter: number;
}

/** A segment that nothing is known of. */
export function freshSegment(at: Instant, rule: Json): SegmentMemory {
  const state = "quiet" as const;
  return { state, was: state, since: at, count: 0, firing: null, said: state, because: null, rule };
}

/**
 * The state after one more evaluation.
 *
 * quiet → pending → firing → recovering → quiet, and no-data from anywhere, which remembers whether it was firing.
 *
 * @param consecutive whether the evaluation directly before took place; counts in a row begin anew where it did not
 */
export function afterEvaluation(
  before: SegmentMemory,
  verdict: Verdict,
  at: Instant,
  patience: Patience,
  consecutive: boolean,
): SegmentMemory {
  const was = conditionOf(before) === "firing" || before.was === "firing" ? "firing" : "quiet";
  const to = (state: SegmentMemory["state"], count: number, firing: Instant | null): SegmentMemory => ({
    ...before,
    state,
    was: state === "no-data" ? was : state === "firing" || state === "recovering" ? "firing" : "quiet",
    since: state === before.state ? before.since : at,
    count,
    firing,
  });
  if (verdict === "no-data") return to("no-data", 0, before.firing);
  if (was === "firing") {
    if (verdict !== "no-match") return to("firing", 0, before.firing ?? at);
    const clear = before.state === "recovering" && consecutive ? before.count + 1 : 1;
    return clear >= patience.recoverAfter ? to("quiet", 0, null) : to("recovering", clear, before.firing);
  }
  if (verdict !== "match") return to("quiet", 0, null);
  const row = before.state === "pending" && consecutive ? before.count + 1 : 1;
  const first = row > 1 ? (before.firing ?? at) : at;
  return row >= patience.for ? to("firing", 0, first) : to("pending", row, first);
}

/** What holds of a segment, as people are told it. */
export function conditionOf({ state, was }: SegmentMemory): SegmentMemory["said"] {
  if (state === "no-data") return was === "firing" ? "no-data" : "quiet";
  return state === "firing" || state === "recovering" ? "firing" : "quiet";
}

/** What people have to be told now; `null` when they know. */
export function unsaid(segment: SegmentMemory): "alert" | "recovery" | "no-data" | null {
  const condition = conditionOf(segment);
  if (condition === segment.said) return null;
  // Data came back and look well: the next evaluation tells whether it is over.
  if (segment.said === "no-data" && segment.state === "recovering") return null;
  return condition === "firing" ? "alert" : condition === "quiet" ? "recovery" : "no-data";
}
