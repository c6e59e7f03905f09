import type { AlertRule, Evidence, Guarantee, Seen } from "./alert-rule.ts";
import type { Estimate } from "./estimate.ts";
import type { Instant, Json } from "./json.ts";
import type { CxEvent } from "./event.ts";

/**
 * A rule whose code runs elsewhere, as an engine asks it: by the page. What it answers is what {@link AlertRule} would. A state of `null`
 * is that of a rule that has judged nothing yet.
 */
export interface HostedRule extends Pick<AlertRule, "id" | "title" | "params" | "watches"> {
  /** `plugin/rule`. */
  readonly contribution: string;
  readonly guarantee: Guarantee;
  /** Which earlier window it wants to be compared with. */
  against(params: unknown): Promise<"previous" | "year-ago" | null>;
  /** Judges events one after the other, the state going on from each to the next. Rejects for nothing. */
  judgeEvents(
    events: readonly { readonly event: CxEvent; readonly now: Instant }[],
    params: unknown,
    state: Json,
  ): Promise<JudgedEvents>;
  /**
   * Judges windows, each with a state of its own.
   *
   * @throws {CxError} `unavailable` when its code cannot run for now
   */
  judgeWindows(windows: readonly HostedWindow[], params: unknown): Promise<readonly JudgedWindow[]>;
}

/** What became of events that a rule was asked about. */
export interface JudgedEvents {
  readonly state: Json;
  /** What was found, or that the rule failed over it; of the first of the events, as far as it came. */
  readonly found: readonly (Evidence | FailedJudgement)[];
  /** Why it is left alone for now: its code cannot run, or took so long that others are to come first. */
  readonly unavailable?: string;
  /** It was waited for in vain. It is left alone for longer: whatever else is judged waits meanwhile. */
  readonly late?: true;
}

/** A rule failed. */
export interface FailedJudgement {
  readonly failed: string;
}

/** A window with what is known of it, as data. */
export interface HostedWindow {
  readonly seen: Omit<Extract<Seen, { readonly kind: "window" }>, "estimateAt">;
  /** The same base at other confidence levels, as far as they were asked for. */
  readonly estimates: readonly (readonly [confidenceLevel: number, estimate: Estimate])[];
  readonly state: Json;
}

/** What a rule found of a window; or that it needs the estimate at another confidence level before it can say. */
export type JudgedWindow = { readonly state: Json; readonly evidence: Evidence } | { readonly needs: number };
