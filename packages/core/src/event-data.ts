import type { InstrumentReference } from "./instrument.ts";
import type { Instant, Json } from "./json.ts";
import type { MissingReason } from "./missing.ts";

/**
 * One answer to one item. A verbatim's value is text, a choice's is the choice or the list of choices, a rating's is the
 * scale point. `null` is no answer, with the reason where the producer gives one; it is never 0.
 */
export interface Answer {
  readonly item: string;
  readonly value: number | string | readonly string[] | null;
  readonly missing?: MissingReason;
  /** What the answer means: `id@version` of a declared instrument. */
  readonly instrument: InstrumentReference;
}

/** A survey was offered to, shown to or declined by somebody: the denominators of response rate, coverage and fatigue. */
export interface SurveyContact {
  readonly survey: string;
  readonly wave?: string;
}

/** What somebody answered. Break-offs are `partial`. */
export interface SurveyResponse {
  readonly survey: string;
  readonly wave?: string;
  readonly status: "complete" | "partial";
  /** Design or calibration weight, ≥ 0. Absent: the survey is unweighted. */
  readonly weight?: number;
  /** Time spent answering, in seconds. */
  readonly duration?: number;
  /** BCP 47 tag of the language answered in. */
  readonly language?: string;
  /** Where the producer shows this response to those who may see it. */
  readonly url?: string;
  readonly answers: readonly Answer[];
}

/** Public or private opinion that nobody asked item by item: reviews, posts, e-mail, chat. */
export interface Feedback {
  readonly text?: string;
  readonly rating?: number;
  readonly ratingScale?: { readonly min: number; readonly max: number };
  /** Pseudonymous key of the author where it is not the subject. */
  readonly author?: string;
  readonly url?: string;
  readonly solicited?: boolean;
  readonly language?: string;
}

/** Behaviour: a visit, a page load, a call, a chat, a store visit. */
export interface Interaction {
  readonly action: string;
  /** Seconds. */
  readonly duration?: number;
  readonly outcome?: string;
}

/** Business data: an order, a payment, a return, a refund. */
export interface Transaction {
  readonly kind: string;
  /** In `currency`; negative for money going back. */
  readonly amount?: number;
  /** ISO 4217 code. */
  readonly currency?: string;
  readonly order?: string;
}

/** The customer passes from one channel to another. */
export interface Handoff {
  readonly from: string;
  readonly to: string;
  /** Pairs the start with its completion. */
  readonly handoff: string;
  /** Whether what the customer had said or done arrived with them. */
  readonly contextKept?: boolean;
}

/** What a channel promises about an item: price, promotion, policy. */
export interface Fact {
  readonly item: string;
  readonly attribute: string;
  readonly value: Json;
}

/** Identity: aliases of the subject (already keyed hashes), and traits to segment by. */
export interface Profile {
  readonly aliases?: readonly string[];
  readonly traits?: { readonly [trait: string]: string };
  readonly account?: string;
}

/** What the subject allows from now on. */
export interface ConsentChange {
  readonly granted: readonly string[];
  readonly withdrawn: readonly string[];
}

/** The subject's data are gone. `scope` says from where. */
export interface Erasure {
  readonly scope: "all" | (string & {});
}

/**
 * The thing told under (`source`, `type`, `key`) no longer holds: deleted by the producer, or sent in error. It is gone at every
 * revision and for good, whatever comes later.
 */
export interface Retraction {
  readonly type: string;
  readonly key: string;
  readonly reason?: string;
}

/** A step of a case: the closed loop. */
export interface CaseStep {
  readonly case: string;
  /** The case's state after the step. */
  readonly state: string;
  /** Who has it after the step; never nobody. */
  readonly owner?: string;
  readonly reason?: string;
  /** One line that names the case. Said when it is opened. */
  readonly title?: string;
  /** What is expected of the owner by when. */
  readonly due?: Instant;
  /** Who took the step: an owner's name, or `rule:…`. */
  readonly by?: string;
  readonly note?: string;
  /** The thing told that the case is about. */
  readonly about?: { readonly source: string; readonly type: string; readonly key: string };
}

/** Somebody looked up how to reach the subject. */
export interface ContactView {
  readonly by: string;
  readonly purpose: string;
  readonly case?: string;
}
