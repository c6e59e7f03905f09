import type {
  CaseStep,
  ConsentChange,
  ContactView,
  Erasure,
  Fact,
  Feedback,
  Handoff,
  Interaction,
  Profile,
  Retraction,
  SurveyContact,
  SurveyResponse,
  Transaction,
} from "./event-data.ts";
import type { Instant } from "./json.ts";

/**
 * Payload by event type. A plugin adds its own by declaration merging, and the contribution kind `eventTypes` carries
 * the schema for run time:
 *
 * ```ts no-run
 * declare module "@cxkit/core" {
 *   interface EventPayloads { "parcel.delivered": { readonly carrier: string } }
 * }
 * ```
 */
export interface EventPayloads {
  readonly "survey.offered": SurveyContact;
  readonly "survey.shown": SurveyContact;
  readonly "survey.declined": SurveyContact;
  readonly "survey.responded": SurveyResponse;
  readonly "feedback.posted": Feedback;
  readonly "interaction.occurred": Interaction;
  readonly "transaction.recorded": Transaction;
  readonly "handoff.started": Handoff;
  readonly "handoff.completed": Handoff;
  readonly "fact.declared": Fact;
  readonly "profile.identified": Profile;
  readonly "consent.changed": ConsentChange;
  readonly "subject.erased": Erasure;
  readonly "event.retracted": Retraction;
  readonly "case.opened": CaseStep;
  readonly "case.assigned": CaseStep;
  readonly "case.acknowledged": CaseStep;
  readonly "case.noted": CaseStep;
  readonly "case.reopened": CaseStep;
  readonly "case.closed": CaseStep;
  readonly "contact.viewed": ContactView;
}

/** `noun.past-participle`: something that happened. */
export type EventType = keyof EventPayloads;

/** The types that CXKit itself declares, for the run time; a plugin's own come with its contribution. */
export const eventTypes: readonly EventType[] = [
  "survey.offered",
  "survey.shown",
  "survey.declined",
  "survey.responded",
  "feedback.posted",
  "interaction.occurred",
  "transaction.recorded",
  "handoff.started",
  "handoff.completed",
  "fact.declared",
  "profile.identified",
  "consent.changed",
  "subject.erased",
  "event.retracted",
  "case.opened",
  "case.assigned",
  "case.acknowledged",
  "case.noted",
  "case.reopened",
  "case.closed",
  "contact.viewed",
];

/** A well-known channel, or any other. */
export type ChannelId =
  | "web"
  | "app"
  | "wechat"
  | "wecom"
  | "alipay"
  | "email"
  | "sms"
  | "phone"
  | "store"
  | "review"
  | "social"
  | (string & {});

/** What a channel's `decode` says of an event; the host adds `id`, `revision` and `received`. */
export interface EventDraftOf<T extends EventType> {
  readonly type: T;
  /** The producer's account and object (`typeform:form/abc`), never the transport: webhook, poll and export agree. */
  readonly source: string;
  /** The producer's identity of the thing told: response id, review id. */
  readonly key: string;
  /** From the producer's own update time or counter; a whole number ≥ 0. Default 0. */
  readonly revision?: number;
  /** When it happened; never when it was requested. */
  readonly time: Instant;
  /** Pseudonymous key of the customer, made only by `context.subject(kind, value)`. Never a name, address or number. */
  readonly subject?: string;
  readonly channel: ChannelId;
  readonly touchpoint?: string;
  readonly journey?: string;
  readonly stage?: string;
  /** What to segment by: region, store, agent, account, product, language, device. Absent keys are absent, not "". */
  readonly dimensions: { readonly [name: string]: string };
  /** Purposes granted when it was collected. */
  readonly consent?: readonly string[];
  readonly data: EventPayloads[T];
}

/** One thing that happened, of one type. */
export interface CxEventOf<T extends EventType> extends EventDraftOf<T> {
  /** `key`, or `key~revision` above 0. Unique within `source`. */
  readonly id: string;
  readonly revision: number;
  /** When it reached us; set by the host. */
  readonly received: Instant;
}

/** A draft of any of the types T; narrows by `type`. */
export type EventDraft<T extends EventType = EventType> = { readonly [K in T]: EventDraftOf<K> }[T];

/**
 * The one event of CXKit: plain JSON, readonly, no class. A union over the types T that narrows by `type`.
 * The envelope's words are those of CloudEvents 1.0.
 */
export type CxEvent<T extends EventType = EventType> = { readonly [K in T]: CxEventOf<K> }[T];

/**
 * An event's id: its key, with the revision behind a `~` above 0.
 *
 * @throws {RangeError} when the revision is negative or not whole
 * @example eventId("R_1") // => "R_1"
 * @example eventId("R_1", 2) // => "R_1~2"
 */
export function eventId(key: string, revision = 0): string {
  if (!(Number.isSafeInteger(revision) && revision >= 0)) {
    throw new RangeError(`eventId requires a whole revision ≥ 0, got ${revision}`);
  }
  return revision === 0 ? key : `${key}~${revision}`;
}

/**
 * Completes a channel's draft with id, revision and the instant of its arrival.
 *
 * @param draft what `decode` returned
 * @param received when it reached us, RFC 3339
 * @throws {RangeError} when the draft's revision is negative or not whole
 * @example
 * const visit = { type: "interaction.occurred", source: "shop:eu", key: "42", revision: 3, time: "2026-03-01T09:30:00Z", channel: "web", dimensions: {}, data: { action: "visit" } } as const;
 * completeEvent(visit, "2026-03-01T09:30:05Z").id // => "42~3"
 */
export function completeEvent<T extends EventType>(draft: EventDraftOf<T>, received: Instant): CxEventOf<T> {
  const revision = draft.revision ?? 0;
  return { ...draft, id: eventId(draft.key, revision), revision, received };
}
