import type { Comparison, Estimate } from "./estimate.ts";
import type { CxEvent } from "./event.ts";
import type { LocalizedText } from "./instrument.ts";
import type { Instant, Json } from "./json.ts";
import type { StandardSchema } from "./standard-schema.ts";

/**
 * A rule yields evidence about one window or event; the engine corrects over segments, then applies `for`, hysteresis,
 * silences and recovery. Pure and synchronous: its state is JSON that comes in and goes out.
 *
 * Laws, as a suite in `@cxkit/testkit`: no value stays silent; replay equals live; recovery is said once.
 */
export interface AlertRule<Params = unknown, State extends Json = Json> {
  readonly kind?: "alert-rule";
  readonly spec?: "v1";
  readonly id: string;
  readonly title: string;
  readonly params: StandardSchema<unknown, Params>;
  readonly watches: "event" | "window";
  readonly guarantee: Guarantee;
  /** Which earlier window a window rule wants to be compared with. Absent, or `null`: none. `year-ago` is 52 weeks earlier, same weekdays. */
  against?(params: Params): "previous" | "year-ago" | null;
  start(params: Params): State;
  judge(seen: Seen, params: Params, state: State): { readonly state: State; readonly evidence: Evidence };
}

/** What a rule promises about false alarms when nothing is wrong. Why it promises nothing is one text, or a text per language. */
export type Guarantee =
  | { readonly kind: "false-alarm-rate"; readonly perEvaluation: number }
  | { readonly kind: "average-run-length"; readonly evaluations: number }
  | { readonly kind: "none"; readonly why: string | LocalizedText };

/** What a rule looks at. */
export type Seen =
  | { readonly kind: "event"; readonly event: CxEvent; readonly now: Instant }
  | {
      readonly kind: "window";
      readonly estimate: Estimate;
      /** The same base at another confidence level, two-sided: how a rule tests against a number by the metric's own method. */
      readonly estimateAt: (confidenceLevel: number) => Estimate;
      readonly better: "higher" | "lower";
      /** This window minus the earlier one, where the rule asks for one and both have answers. */
      readonly comparison?: Comparison;
      readonly earlier?: Estimate;
      readonly segment: { readonly [field: string]: string | null };
      readonly from: Instant;
      readonly below: Instant;
      readonly now: Instant;
    };

/**
 * What a rule found. "No data" is a state of its own, never "fine". Why is one text, or a text per language. A match on an event may
 * name the item whose answer it is about.
 */
export type Evidence =
  | { readonly kind: "match"; readonly because: string | LocalizedText; readonly item?: string }
  | { readonly kind: "no-match" }
  | { readonly kind: "no-data" }
  | { readonly kind: "p-value"; readonly pValue: number; readonly because: string | LocalizedText }
  | { readonly kind: "e-value"; readonly eValue: number; readonly because: string | LocalizedText };
