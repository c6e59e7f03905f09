import {
  type CxEvent,
  type DecodeContext,
  type Decoded,
  eventTypes,
  type EventDraft,
  fromCloudEvent,
  isCxError,
} from "@cxkit/core";
import { quoted, recordAside } from "../authoring/aside.ts";
import { isObject, own, textOf } from "../authoring/json-value.ts";
import type { JsonRecord } from "../authoring/records.ts";
import { quotable } from "../survey/contact-text.ts";
import { compiledMapping, type DecodeRecord } from "../webhook/compile.ts";
import type { CloudEventsConfig } from "./config.ts";
import { eventProblem } from "./event-problem.ts";
import { isJson } from "./read-events.ts";

/** One CloudEvent in; itself out where it is CXKit's own, what its mapping makes of it where it is not. */
export function decodeCloudEvent(raw: JsonRecord, context: DecodeContext<CloudEventsConfig>): Decoded {
  if ("problem" in raw) return recordAside(raw.path, "unreadable-record", raw.problem);
  const { value: event } = raw;
  const { config } = context;
  if (!isObject(event)) return recordAside("event", "not-an-object", `${quoted(event)} is no event`);
  if (own(event, "specversion") !== "1.0")
    return recordAside(
      "specversion",
      "unsupported-version",
      `${quoted(own(event, "specversion"))} is not 1.0`,
    );
  const [id, source, type] = ["id", "source", "type"].map((name) => textOf(own(event, name)));
  if (id === undefined) return recordAside("id", "missing-id", "there is no id");
  if (source === undefined) return recordAside("source", "missing-source", "there is no source");
  if (type === undefined) return recordAside("type", "missing-type", "there is no type");
  if (!mayUse(config, source))
    return recordAside(
      "source",
      "other-source",
      `${quoted(source)} is not among the sources of this connection`,
    );
  const content = own(event, "datacontenttype");
  if (own(event, "data_base64") !== undefined || (typeof content === "string" && !isJson(content)))
    return recordAside("data", "unsupported-data", "the data are not JSON");
  const mapped = readyOf(config).get(type);
  if (mapped) {
    const decoded = mapped(event, context);
    return { ...decoded, events: decoded.events.map((draft) => ({ ...draft, source })) };
  }
  if (!(eventTypes as readonly string[]).includes(type))
    return recordAside("type", "undeclared-type", `${quoted(type)} is in no types of the configuration`);
  if (config.own ? !config.own.includes(type) : ofTheHost(type))
    return recordAside("type", "type-not-taken", `${quoted(type)} is not taken from others: name it in own`);
  return ownEvent(event, context);
}

function ownEvent(
  event: { readonly [key: string]: unknown },
  context: DecodeContext<CloudEventsConfig>,
): Decoded {
  let read: CxEvent;
  try {
    read = fromCloudEvent(event, "1970-01-01T00:00:00Z");
  } catch (thrown) {
    if (!isCxError(thrown, "invalid-event")) throw thrown;
    // Its message quotes the value, which may be a customer's.
    return recordAside(
      thrown.place.path ?? "event",
      "invalid-event",
      "the attribute is missing or of the wrong kind",
    );
  }
  const problem = eventProblem(read);
  if (problem) {
    // It may name keys of the event, which are the sender's to choose.
    const path = quotable(problem.path.join(".") || "event", 80);
    return recordAside(path, "invalid-event", problem.message);
  }
  const person =
    context.config.subjects === "same-key"
      ? sameKey
      : (value: string) => context.subject("cloudevent", value);
  const { id: _, received: __, revision, ...draft } = read;
  const subject = draft.subject === undefined ? undefined : person(draft.subject);
  if (draft.subject !== undefined && subject === undefined)
    return recordAside("subject", "foreign-subject", "the subject is no keyed hash of a workspace");
  const keyed = keysWithin(draft, person);
  if (keyed === undefined)
    return recordAside("data", "foreign-subject", "a key within is no keyed hash of a workspace");
  const made = {
    ...draft,
    ...(revision > 0 && { revision }),
    ...(subject !== undefined && { subject }),
    data: keyed,
  };
  // The schema has found payload and type to belong together; keys were replaced by keys.
  return { events: [made as EventDraft], setAside: [] };
}

/** Types that only a host writes, unless `own` says otherwise. */
const ofTheHost = (type: string): boolean =>
  type.startsWith("case.") || type === "subject.erased" || type === "contact.viewed";

type Person = (value: string) => string | undefined;

const sameKey: Person = (value) => (/^[\da-f]{32}$/.test(value) ? value : undefined);

/** A payload with the keys of people in it made this workspace's own: aliases and authors. */
function keysWithin({ type, data }: Pick<CxEvent, "type" | "data">, person: Person): object | undefined {
  if (type === "feedback.posted" && "author" in data && typeof data.author === "string") {
    const author = person(data.author);
    return author === undefined ? undefined : { ...data, author };
  }
  if (type === "profile.identified" && "aliases" in data && Array.isArray(data.aliases)) {
    const aliases = data.aliases.map((alias) => person(String(alias)));
    return aliases.includes(undefined) ? undefined : { ...data, aliases };
  }
  return data;
}

function mayUse({ sources }: CloudEventsConfig, source: string): boolean {
  return (
    sources === undefined ||
    sources.some((allowed) =>
      allowed.endsWith("*") ? source.startsWith(allowed.slice(0, -1)) : source === allowed,
    )
  );
}

const ready = new WeakMap<CloudEventsConfig, ReadonlyMap<string, DecodeRecord>>();

function readyOf(config: CloudEventsConfig): ReadonlyMap<string, DecodeRecord> {
  const known =
    ready.get(config) ??
    new Map(
      Object.entries(config.types ?? {}).map(([type, mapping]) => [
        type,
        compiledMapping({ key: "id", time: "time", ...mapping, source: type }),
      ]),
    );
  ready.set(config, known);
  return known;
}
