import type { Decoded, EventDraft, SetAside } from "@cxkit/core";

/**
 * Looks at what a channel returned, before anything rests on it. What is wrong with single drafts is for {@link draftProblem} to say.
 *
 * @throws {TypeError} when it is not what the contract says
 */
export function checkDecoded(decoded: Decoded): void {
  const { events, setAside, contacts = [] } = decoded;
  const isRight =
    [events, setAside, contacts].every(Array.isArray) &&
    setAside.every((one) => hasTexts(one, ["path", "reason", "message"])) &&
    contacts.every(
      (one) =>
        hasTexts(one, ["subject", "kind", "value"]) &&
        (one.name === undefined || typeof one.name === "string"),
    );
  if (!isRight) throw new TypeError("decode returns no { events, setAside, contacts }");
}

/** Values of one record that are told of; of more, how many there are. */
const asidesMost = 200;

/**
 * What a channel set aside of a record, as it is kept: the fields that there are, no longer than somebody reads. Whatever else stands in
 * them came from somebody else's code, and would have to be written down by the host.
 */
export function asidesOf({ setAside }: Pick<Decoded, "setAside">): readonly SetAside[] {
  const kept = setAside.slice(0, asidesMost).map(({ scope, path, reason, message, line }): SetAside => ({
    scope: scope === "value" ? "value" : "record",
    path: path.slice(0, 200),
    reason: reason.slice(0, 80),
    message: message.slice(0, 200),
    ...(Number.isSafeInteger(line) && { line: line as number }),
  }));
  const more = setAside.length - kept.length;
  if (more === 0) return kept;
  return [
    ...kept,
    { scope: "record", path: "record", reason: "too-many", message: `${more} more were set aside` },
  ];
}

/**
 * What keeps a draft from being an event at all; `undefined` when nothing does. A channel is somebody else's code: what it returns is
 * looked at before it goes on. The payload is for the store to judge, which knows the types; of answers it is seen that they are some.
 */
export function draftProblem(draft: EventDraft): SetAside | undefined {
  if (typeof draft !== "object" || draft === null) return problem("event", "is no object");
  for (const path of ["source", "key", "type", "time", "channel"] as const) {
    const value: unknown = draft[path];
    if (typeof value !== "string" || value === "") return problem(path, "is no text");
  }
  // What is told is known by its source and its key, a line each: a source of two lines could be mistaken for another one.
  if (draft.source.includes("\n")) return problem("source", "has a line break");
  for (const path of ["subject", "touchpoint", "journey", "stage"] as const) {
    const value: unknown = draft[path];
    if (value !== undefined && (typeof value !== "string" || value === "")) {
      return problem(path, "is there and is no text");
    }
  }
  const { revision = 0, dimensions, data, consent } = draft;
  if (!(Number.isSafeInteger(revision) && revision >= 0))
    return problem("revision", "is no whole number ≥ 0");
  if (!offset.test(draft.time)) return problem("time", "has no offset");
  if (Number.isNaN(Date.parse(draft.time))) return problem("time", "cannot be read");
  if (!isRecord(dimensions)) return problem("dimensions", "is no map");
  for (const name in dimensions) {
    if (typeof dimensions[name] !== "string") return problem(`dimensions.${name}`, "is no text");
  }
  if (!isRecord(data)) return problem("data", "is no object");
  if (draft.type === "survey.responded" && !areAnswers(draft.data.answers))
    return problem("data.answers", "are no list of answers");
  if (consent !== undefined && !Array.isArray(consent)) return problem("consent", "is no list");
  return undefined;
}

/**
 * What a producer must not say: steps of cases, looks at contact details and erasures are what happens here, and nowhere else. Who could say
 * that somebody was erased would end that customer's cases.
 */
export function hostsOwn({ type }: EventDraft): SetAside | undefined {
  if (!type.startsWith("case.") && type !== "contact.viewed" && type !== "subject.erased") return undefined;
  return {
    scope: "record",
    path: "type",
    reason: "reserved-type",
    message: `type ${type} is the host's own`,
  };
}

const offset = /(?:Z|[+-]\d\d:?\d\d)$/i;

function problem(path: string, what: string): SetAside {
  return { scope: "record", path, reason: "malformed", message: `${path} ${what}` };
}

function areAnswers(answers: unknown): boolean {
  return Array.isArray(answers) && answers.every((one) => hasTexts(one, ["item", "instrument"]));
}

function hasTexts(value: unknown, names: readonly string[]): boolean {
  return isRecord(value) && names.every((name) => typeof value[name] === "string");
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
