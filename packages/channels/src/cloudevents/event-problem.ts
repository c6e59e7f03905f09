import { eventId, type EventType, missingReasons } from "@cxkit/core";

/** What keeps a value from being an event of CXKit's: where, in the words of nobody's data. */
export interface EventProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * The first thing that `cxEventSchema` of `@cxkit/core/schema` refuses in an event; `undefined` when that takes it. Said again without the
 * library that the schema is written with: loading it takes longer than all the rest of the channel, and whoever decodes cannot wait. A test
 * holds the two against each other.
 *
 * @param event of a type that CXKit knows; nothing else of it has to be so
 */
export function eventProblem(event: { readonly type: EventType }): EventProblem | undefined {
  const problem = strict({ ...envelope, type: text, data: payloads[event.type] }, optionalInEnvelope)(
    event,
    [],
  );
  if (problem) return problem;
  const { id, key, revision } = event as unknown as { id: string; key: string; revision: number };
  if (id === eventId(key, revision)) return undefined;
  return { path: ["id"], message: "requires key, or key~revision above 0" };
}

type Path = EventProblem["path"];
type Check = (value: unknown, path: Path) => EventProblem | undefined;

const is =
  (holds: (value: unknown) => boolean, message: string): Check =>
  (value, path) =>
    holds(value) ? undefined : { path, message };
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const text = is(isText, "is no text");
const number = is((value) => Number.isFinite(value), "is no number");
const least0 = is((value) => Number.isFinite(value) && (value as number) >= 0, "is no number from 0 on");
const truth = is((value) => typeof value === "boolean", "is neither true nor false");
const oneOf = (known: readonly unknown[]): Check =>
  is((value) => known.includes(value), "is none of those known");
const instant = is(
  (value) => typeof value === "string" && isInstant(value),
  "is no instant with seconds and an offset",
);

const list =
  (each: Check, least = 0): Check =>
  (value, path) => {
    if (!Array.isArray(value) || value.length < least)
      return { path, message: "is no list, or an empty one" };
    return first(value, (one, at) => each(one, [...path, at]));
  };

const texts: Check = (value, path) => {
  if (!isObject(value)) return { path, message: "is no map" };
  return first(Object.entries(value), ([name, one]) => {
    // What assigns it later would change what the map is made of.
    if (name === "__proto__") return { path, message: "has a key that is no name" };
    return text(one, [...path, name]);
  });
};

/** An object with these keys and no others. */
const strict =
  (shape: { readonly [key: string]: Check }, optional: readonly string[] = []): Check =>
  (value, path) => {
    if (!isObject(value)) return { path, message: "is no object" };
    const wrong = first(Object.entries(shape), ([key, check]) =>
      optional.includes(key) && !Object.hasOwn(value, key) ? undefined : check(value[key], [...path, key]),
    );
    if (wrong || Object.keys(value).every((key) => Object.hasOwn(shape, key))) return wrong;
    return { path, message: "has a key that is not known" };
  };

/** JSON of any shape. */
const json: Check = (value, path) => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (Array.isArray(value)) return first(value, (one) => json(one, path));
  if (isObject(value)) return first(Object.values(value), (one) => json(one, path));
  return Number.isFinite(value) ? undefined : { path, message: "is no JSON" };
};

const isAnswered = is(
  (value) =>
    value === null ||
    isText(value) ||
    Number.isFinite(value) ||
    (Array.isArray(value) && list(text, 1)(value, []) === undefined),
  "is no value of an answer",
);
const answerShape = strict(
  {
    item: text,
    value: isAnswered,
    missing: oneOf(missingReasons),
    instrument: is((value) => typeof value === "string" && /^.+@.+$/.test(value), "requires id@version"),
  },
  ["missing"],
);
const answer: Check = (value, path) => {
  const wrong = answerShape(value, path);
  if (wrong) return wrong;
  const told = value as { readonly value: unknown; readonly missing?: unknown };
  if (told.value === null || told.missing === undefined) return undefined;
  return { path: [...path, "missing"], message: "an answer with a value is not missing" };
};
const answers: Check = (value, path) => {
  const wrong = list(answer)(value, path);
  if (wrong) return wrong;
  const items = (value as readonly { readonly item: string }[]).map(({ item }) => item);
  return new Set(items).size === items.length ? undefined : { path, message: "one answer for each item" };
};

const envelope = {
  source: text,
  key: text,
  time: instant,
  subject: text,
  channel: text,
  touchpoint: text,
  journey: text,
  stage: text,
  dimensions: texts,
  consent: list(text),
  id: text,
  revision: is(
    (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    "is no whole number from 0 on",
  ),
  received: instant,
};
const optionalInEnvelope = ["subject", "touchpoint", "journey", "stage", "consent"];

const contact = strict({ survey: text, wave: text }, ["wave"]);
const handoff = strict({ from: text, to: text, handoff: text, contextKept: truth }, ["contextKept"]);
const step = strict(
  {
    case: text,
    state: text,
    owner: text,
    reason: text,
    title: text,
    due: instant,
    by: text,
    note: text,
    about: strict({ source: text, type: text, key: text }),
  },
  ["owner", "reason", "title", "due", "by", "note", "about"],
);

const payloads: { readonly [type in EventType]: Check } = {
  "survey.offered": contact,
  "survey.shown": contact,
  "survey.declined": contact,
  "survey.responded": strict(
    {
      survey: text,
      wave: text,
      status: oneOf(["complete", "partial"]),
      weight: least0,
      duration: least0,
      language: text,
      url: text,
      answers,
    },
    ["wave", "weight", "duration", "language", "url"],
  ),
  "feedback.posted": strict(
    {
      text,
      rating: number,
      ratingScale: strict({ min: number, max: number }),
      author: text,
      url: text,
      solicited: truth,
      language: text,
    },
    ["text", "rating", "ratingScale", "author", "url", "solicited", "language"],
  ),
  "interaction.occurred": strict({ action: text, duration: least0, outcome: text }, ["duration", "outcome"]),
  "transaction.recorded": strict(
    {
      kind: text,
      amount: number,
      currency: is(
        (value) => typeof value === "string" && /^[A-Z]{3}$/.test(value),
        "requires an ISO 4217 code",
      ),
      order: text,
    },
    ["amount", "currency", "order"],
  ),
  "handoff.started": handoff,
  "handoff.completed": handoff,
  "fact.declared": strict({ item: text, attribute: text, value: json }),
  "profile.identified": strict({ aliases: list(text), traits: texts, account: text }, [
    "aliases",
    "traits",
    "account",
  ]),
  "consent.changed": strict({ granted: list(text), withdrawn: list(text) }),
  "subject.erased": strict({ scope: text }),
  "event.retracted": strict({ type: text, key: text, reason: text }, ["reason"]),
  "case.opened": step,
  "case.assigned": step,
  "case.acknowledged": step,
  "case.noted": step,
  "case.reopened": step,
  "case.closed": step,
  "contact.viewed": strict({ by: text, purpose: text, case: text }, ["case"]),
};

function first<One>(
  all: readonly One[],
  look: (one: One, at: number) => EventProblem | undefined,
): EventProblem | undefined {
  for (const [at, one] of all.entries()) {
    const found = look(one, at);
    if (found) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const shape =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339, on a day that the calendar has. */
function isInstant(value: string): boolean {
  const [, day] = shape.exec(value) ?? [];
  if (day === undefined) return false;
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
