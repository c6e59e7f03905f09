import type { Comparison, Estimate } from "./estimate.ts";
import type { Http } from "./http.ts";
import type { Instant, Json } from "./json.ts";
import type { Secrets } from "./secrets.ts";
import type { StandardSchema } from "./standard-schema.ts";

/**
 * Where alerts go. `deliver` tries once; who calls it keeps the queue, waits, tries again and gives up. It may be called again with
 * the same `idempotencyKey`, which it hands on, so that the receiver hears it once.
 */
export interface Notifier<Config = unknown> {
  readonly kind?: "notifier";
  readonly spec?: "v1";
  readonly id: string;
  readonly title: string;
  readonly config: StandardSchema<unknown, Config>;
  deliver(notification: Notification, context: NotifyContext<Config>): Promise<Receipt>;
}

/** What a notifier may use: everything ambient comes in here. */
export interface NotifyContext<Config = unknown> {
  readonly config: Config;
  /** The plugin's own settings, where it declares some. */
  readonly settings?: unknown;
  readonly http: Http;
  readonly secrets: Secrets;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

/** What somebody is told: the value with its interval and base, since when, the words, the links. Plain JSON. */
export interface Notification {
  /** The same for every attempt, and for a repeat after a crash. */
  readonly idempotencyKey: string;
  /**
   * `alert`: something is wrong; `recovery`: it no longer is; `no-data`: nothing can be said; `case`: a person needs an answer;
   * `reminder`: a case is overdue.
   */
  readonly kind: "alert" | "recovery" | "no-data" | "case" | "reminder";
  /** One line, in `language`. */
  readonly title: string;
  readonly language: "en" | "zh";
  /** Who is told, by the name the workspace gives them; where they are reached is the configuration's. */
  readonly to: { readonly owner: string; readonly address?: string };
  readonly at: Instant;
  readonly since: Instant;
  /** Id of the rule that spoke, and what it promises about false alarms, in words. */
  readonly rule?: string;
  readonly guarantee?: string;
  /** Why the rule spoke, in words. */
  readonly because?: string;
  readonly estimate?: Estimate;
  /** Against what it was held: an earlier window. */
  readonly comparison?: Comparison;
  /** The one answer that an event rule is about. */
  readonly answer?: NotifiedAnswer;
  /** What the same customer rated worst besides, worst first, at most three: where on the journey it hurt. */
  readonly others?: readonly NotifiedAnswer[];
  readonly where: {
    readonly journey?: string;
    readonly stage?: string;
    readonly touchpoint?: string;
    readonly channel?: string;
    readonly segment?: { readonly [field: string]: string | null };
  };
  /** The customer's words; contact details in it are masked by who makes the notification. */
  readonly verbatim?: string;
  readonly case?: {
    readonly id: string;
    readonly owner: string;
    readonly due?: Instant;
    /** How the customer can be reached: details in the vault, the producer's own page, or not at all. */
    readonly contact: "vault" | "producer" | "not-contactable";
  };
  readonly links?: readonly NotificationLink[];
  /** Further facts for machines. */
  readonly facts?: { readonly [name: string]: Json };
}

/** An answer on a scale, as somebody is told of it. */
export type NotifiedAnswer = {
  readonly item: string;
  readonly label?: string;
  readonly value: number;
  readonly scale?: { readonly min: number; readonly max: number };
  /** The stage of the journey that the item is about, by its title. */
  readonly stage?: string;
};

/** A place to go: one that acts on the case shows first and acts only when it is asked to there. */
export interface NotificationLink {
  readonly action: "acknowledge" | "note" | "close" | "producer" | "open";
  readonly url: string;
}

/** What became of one attempt. */
export type Receipt =
  | { readonly delivered: true; readonly reference?: string }
  | {
      readonly delivered: false;
      readonly reason: string;
      /** `false`: trying again is of no use (address unknown, refused for good). */
      readonly retry: boolean;
      /** Seconds the receiver asks to wait. */
      readonly retryAfter?: number;
    };
