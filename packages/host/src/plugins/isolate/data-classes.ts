import type { CxEvent, DataClass, EventType, Notification } from "@cxkit/core";

/** Which class a field is of. `always`: without it, nothing could be done with the rest, and it tells of nobody. */
type FieldClass = DataClass | "always";

/**
 * The class of each field of an event's envelope. Places and times are behaviour; keys that single a customer out are identifiers; the keys of the
 * thing told (`id`, `key`) are needed to know it again and lead to nobody without the producer's account.
 */
const envelope: { readonly [field in keyof CxEvent]: FieldClass } = {
  type: "always",
  source: "always",
  key: "always",
  id: "always",
  revision: "always",
  time: "always",
  received: "always",
  channel: "always",
  data: "always",
  dimensions: "always",
  subject: "identifier",
  touchpoint: "behavioural",
  journey: "behavioural",
  stage: "behavioural",
  consent: "behavioural",
};

/** Dimensions are behaviour, but those that are somebody's. */
const identifyingDimensions = new Set(["account", "agent", "customer", "order", "ticket", "device"]);

const caseStep = {
  case: "always",
  state: "always",
  owner: "always",
  due: "behavioural",
  by: "identifier",
  reason: "free-text",
  title: "free-text",
  note: "free-text",
  about: "identifier",
} as const;
const surveyContact = { survey: "always", wave: "behavioural" } as const;
const handoff = {
  from: "behavioural",
  to: "behavioural",
  handoff: "identifier",
  contextKept: "behavioural",
} as const;

/**
 * The class of each field of what an event says. A field that is not listed, as those of types that plugins add, may be anything: it stays
 * only where every class was granted.
 */
const payloads: { readonly [type in EventType]: { readonly [field: string]: FieldClass } } = {
  "survey.offered": surveyContact,
  "survey.shown": surveyContact,
  "survey.declined": surveyContact,
  "survey.responded": {
    ...surveyContact,
    status: "always",
    weight: "always",
    // One by one: see below.
    answers: "always",
    duration: "behavioural",
    language: "behavioural",
    url: "identifier",
  },
  "feedback.posted": {
    rating: "behavioural",
    ratingScale: "behavioural",
    solicited: "behavioural",
    language: "behavioural",
    text: "free-text",
    author: "identifier",
    url: "identifier",
  },
  "interaction.occurred": { action: "behavioural", duration: "behavioural", outcome: "behavioural" },
  "transaction.recorded": {
    kind: "behavioural",
    amount: "behavioural",
    currency: "behavioural",
    order: "identifier",
  },
  "handoff.started": handoff,
  "handoff.completed": handoff,
  "fact.declared": { item: "always", attribute: "always", value: "always" },
  "profile.identified": { aliases: "identifier", traits: "behavioural", account: "identifier" },
  "consent.changed": { granted: "behavioural", withdrawn: "behavioural" },
  "subject.erased": { scope: "always" },
  "event.retracted": { type: "always", key: "always", reason: "free-text" },
  "case.opened": caseStep,
  "case.assigned": caseStep,
  "case.acknowledged": caseStep,
  "case.noted": caseStep,
  "case.reopened": caseStep,
  "case.closed": caseStep,
  "contact.viewed": { by: "identifier", purpose: "behavioural", case: "always" },
};

/** What anybody may see: reviews and posts, where they stand in public. */
const publicChannels = new Set<string>(["review", "social"]);
const publicFields = new Set(["text", "rating", "ratingScale", "language"]);

/**
 * The class of each field of a notification. Who is told, and of which case, is the workspace's own; how they are reached is contact.
 */
const notificationFields: { readonly [field in keyof Notification]-?: FieldClass } = {
  idempotencyKey: "always",
  kind: "always",
  title: "always",
  language: "always",
  // Its `address` is contact.
  to: "always",
  at: "always",
  since: "always",
  rule: "always",
  guarantee: "always",
  because: "always",
  estimate: "always",
  comparison: "always",
  answer: "behavioural",
  others: "behavioural",
  where: "always",
  verbatim: "free-text",
  case: "always",
  // The one to the producer shows the customer's own record.
  links: "always",
  facts: "behavioural",
};

const every: readonly DataClass[] = ["public", "behavioural", "free-text", "contact", "identifier"];

/**
 * An event with only what a plugin's data classes allow. Answers in words are free text, as a choice cannot be told from a verbatim here; answers
 * on a scale are behaviour; what is left out is absent, not empty.
 *
 * @param classes what the plugin was granted
 * @example
 * const posted = { type: "feedback.posted", source: "shop:eu", key: "1", id: "1", revision: 0, time: "2026-03-01T09:30:00Z", received: "2026-03-01T09:30:05Z", channel: "email", subject: "5f2c", dimensions: {}, data: { text: "Call me", rating: 2 } } as const;
 * redactEvent(posted, ["behavioural"]).data // => { rating: 2 }
 * redactEvent(posted, ["behavioural"]).subject // => undefined
 */
export function redactEvent(event: CxEvent, classes: readonly DataClass[]): CxEvent {
  const granted = new Set<FieldClass>(["always", ...classes]);
  const all = every.every((one) => granted.has(one));
  if (all) return event;
  const fields = (payloads as { readonly [type: string]: { readonly [field: string]: FieldClass } })[
    event.type
  ];
  const inPublic =
    event.type === "feedback.posted" && publicChannels.has(event.channel) && granted.has("public");
  const data = kept(event.data, (field) => {
    if (inPublic && publicFields.has(field)) return true;
    const of = fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
    return of !== undefined && granted.has(of);
  });
  const dimensions = kept(event.dimensions, (name) =>
    granted.has(identifyingDimensions.has(name) ? "identifier" : "behavioural"),
  );
  const whole = kept(
    event,
    (field) => Object.hasOwn(envelope, field) && granted.has(envelope[field as keyof CxEvent] ?? "contact"),
  );
  const { answers } = data as { readonly answers?: readonly { readonly value: unknown }[] };
  return {
    ...whole,
    dimensions,
    data: answers
      ? { ...data, answers: answers.filter(({ value }) => granted.has(classOfAnswer(value))) }
      : data,
  } as unknown as CxEvent;
}

/**
 * The classes that one needs to be told of a field, by its path, of events of some types. Of a field that is not listed, every class.
 *
 * @example classesOfField("dimensions.account", ["survey.responded"]) // => ["identifier"]
 */
export function classesOfField(path: string, types: readonly string[]): readonly FieldClass[] {
  if (path.startsWith("dimensions."))
    return [identifyingDimensions.has(path.slice("dimensions.".length)) ? "identifier" : "behavioural"];
  if (!path.startsWith("data."))
    return Object.hasOwn(envelope, path) ? [envelope[path as keyof CxEvent] ?? "contact"] : every;
  const [field = ""] = path.slice("data.".length).split(".");
  // Answers one by one are words as well.
  if (types.length === 0 || field === "answers") return every;
  return types.flatMap((type): readonly FieldClass[] => {
    const fields = Object.hasOwn(payloads, type) ? payloads[type as EventType] : {};
    return Object.hasOwn(fields, field) ? [fields[field] ?? "contact"] : every;
  });
}

/**
 * A notification with only what a plugin's data classes allow: without `contact` no address, without `free-text` no words of the customer's.
 *
 * @param classes what the plugin was granted
 */
export function redactNotification(notification: Notification, classes: readonly DataClass[]): Notification {
  const granted = new Set<FieldClass>(["always", ...classes]);
  const whole = kept(
    notification,
    (field) =>
      Object.hasOwn(notificationFields, field) &&
      granted.has(notificationFields[field as keyof Notification]),
  ) as unknown as Notification;
  const { to, links } = whole;
  return {
    ...whole,
    to: granted.has("contact") ? to : { owner: to.owner },
    ...(links && {
      links: links.filter(({ action }) => action !== "producer" || granted.has("identifier")),
    }),
  };
}

function classOfAnswer(value: unknown): FieldClass {
  // That somebody did not answer is behaviour, too.
  return typeof value === "number" || value === null ? "behavioural" : "free-text";
}

function kept(whole: object, keep: (field: string) => boolean): { readonly [field: string]: unknown } {
  return Object.fromEntries(Object.entries(whole).filter(([field]) => keep(field)));
}
