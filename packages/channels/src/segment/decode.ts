import type { Answer, DecodeContext, Decoded, EventDraft, SetAside } from "@cxkit/core";
import { answerReader, type ReadAnswer } from "../authoring/answer.ts";
import { quoted, recordAside, valueAside } from "../authoring/aside.ts";
import { instantOf } from "../authoring/instant.ts";
import {
  isBlank,
  isObject,
  nameOf,
  numberOf,
  own,
  type ReadValue,
  textOf,
  valueAt,
} from "../authoring/json-value.ts";
import { contactsOf, subjectOf } from "../authoring/person.ts";
import type { JsonRecord } from "../authoring/records.ts";
import { holdsContact } from "../survey/contact-text.ts";
import type { SegmentConfig, SegmentEvent } from "./config.ts";
import { knownEvents } from "./known-events.ts";

/** One message of Segment's in; its event out. */
export function decodeSegment(raw: JsonRecord, context: DecodeContext<SegmentConfig>): Decoded {
  if ("problem" in raw) return recordAside(raw.path, "unreadable-record", raw.problem);
  const { value: message } = raw;
  if (!isObject(message)) return recordAside("message", "not-an-object", `${quoted(message)} is no message`);
  const key = nameOf(own(message, "messageId"));
  if (key === undefined) return recordAside("messageId", "missing-id", "there is no messageId");
  const time = timeOf(message);
  if (time === undefined)
    return isBlank(own(message, "timestamp"))
      ? recordAside("timestamp", "missing-time", "there is no timestamp")
      : recordAside("timestamp", "unreadable-date", `${quoted(own(message, "timestamp"))} is no instant`);
  const { config } = context;
  const setAside: SetAside[] = [];
  const [user, anonymous] = [nameOf(own(message, "userId")), nameOf(own(message, "anonymousId"))];
  const subject =
    user !== undefined
      ? subjectOf(context, "customer", user)
      : anonymous === undefined
        ? undefined
        : subjectOf(context, "anonymous", anonymous);
  const about = {
    source: `segment:source/${config.source}`,
    key,
    time,
    ...(subject !== undefined && { subject }),
    channel: config.channel ?? (ofAnApp(message) ? "app" : "web"),
    dimensions: dimensionsOf(message, config, setAside),
  };
  const type = own(message, "type");
  const plan = planOf(config);
  const one = (event: EventDraft, contacts: Decoded["contacts"] = []): Decoded => ({
    events: [event],
    setAside,
    ...(contacts.length > 0 && { contacts }),
  });

  if (type === "track") {
    const name = textOf(own(message, "event"));
    if (name === undefined) return recordAside("event", "missing-event", "a track call names its event");
    const meant = plan.get(name);
    if (meant?.event.ignore)
      return recordAside("event", "left-out", "the configuration leaves this event out");
    return tracked(name, message, meant, about, setAside);
  }
  if (type === "page" || type === "screen") {
    const name = textOf(own(message, "name")) ?? textOf(own(own(message, "properties"), "name"));
    const touchpoint = name === undefined ? undefined : own(config.pages, name);
    return one({
      ...about,
      ...(typeof touchpoint === "string" && { touchpoint }),
      type: "interaction.occurred",
      data: { action: `${type}-view` },
    });
  }
  if (type === "identify" || type === "group" || type === "alias") {
    if (subject === undefined)
      return recordAside("userId", "missing-subject", "nobody is named: no userId, no anonymousId");
    const traits = own(message, "traits");
    const previous = nameOf(own(message, "previousId"));
    const aliases = [
      ...(user !== undefined && anonymous !== undefined ? [subjectOf(context, "anonymous", anonymous)] : []),
      // A former id may have been either kind.
      ...(type === "alias" && previous !== undefined
        ? [subjectOf(context, "customer", previous), subjectOf(context, "anonymous", previous)]
        : []),
    ];
    const group = type === "group" ? nameOf(own(message, "groupId")) : undefined;
    const account = group === undefined || isPersonal(group, "groupId", setAside) ? undefined : group;
    const kept = type === "group" ? {} : traitsOf(traits, config, setAside);
    const data = {
      ...(aliases.length > 0 && { aliases }),
      ...(Object.keys(kept).length > 0 && { traits: kept }),
      ...(account !== undefined && { account }),
    };
    const reachable =
      type === "identify"
        ? { email: own(traits, "email"), phone: own(traits, "phone"), name: own(traits, "name") }
        : {};
    return one({ ...about, type: "profile.identified", data }, contactsOf(subject, reachable));
  }
  return recordAside("type", "undeclared-type", `${quoted(type)} is no call of Segment's`);
}

type About = Pick<EventDraft, "source" | "key" | "time" | "channel" | "dimensions"> & {
  readonly subject?: string;
};

function tracked(
  name: string,
  message: unknown,
  meant: Meant | undefined,
  about: About,
  setAside: SetAside[],
): Decoded {
  const properties = own(message, "properties");
  const { event = {}, answers = [] } = meant ?? {};
  const { touchpoint, stage, survey, transaction } = event;
  const place = { ...(touchpoint !== undefined && { touchpoint }), ...(stage !== undefined && { stage }) };
  const at = (property: string | undefined): unknown =>
    property === undefined ? undefined : own(properties, property);
  const number = (property: string | undefined): number | undefined => {
    const value = at(property);
    if (isBlank(value)) return undefined;
    const read = numberOf(value);
    if (read === undefined)
      setAside.push(valueAside(`properties.${property ?? ""}`, "no-number", `${quoted(value)} is no number`));
    return read;
  };
  if (survey) {
    const read = answers.flatMap(({ property, answer }): Answer[] => {
      const given = answer(at(property), `properties.${property}`, setAside);
      return given ? [given] : [];
    });
    const data = { survey: survey.survey, status: "complete", answers: read } as const;
    return { events: [{ ...about, ...place, type: "survey.responded", data }], setAside };
  }
  if (transaction) {
    const amount = number(transaction.amount);
    const money = nameOf(at(transaction.currency))?.toUpperCase();
    const currency = money !== undefined && /^[A-Z]{3}$/.test(money) ? money : undefined;
    if (money !== undefined && currency === undefined)
      setAside.push(
        valueAside(
          `properties.${transaction.currency ?? ""}`,
          "unknown-currency",
          `${quoted(money)} is no ISO 4217 code`,
        ),
      );
    const order = nameOf(at(transaction.order));
    const data = {
      kind: transaction.kind,
      ...(amount !== undefined && { amount: transaction.sign === -1 ? -Math.abs(amount) : amount }),
      ...(currency !== undefined && { currency }),
      ...(order !== undefined && { order }),
    };
    return { events: [{ ...about, ...place, type: "transaction.recorded", data }], setAside };
  }
  const duration = number(event.duration);
  const outcome = nameOf(at(event.outcome));
  const data = {
    action: event.action ?? name,
    ...(duration !== undefined && duration >= 0 && { duration }),
    ...(outcome !== undefined && { outcome }),
  };
  return { events: [{ ...about, ...place, type: "interaction.occurred", data }], setAside };
}

/**
 * When it happened: `timestamp`; else what it is made of, the time of arrival less the time between happening and sending on the
 * clock of the device, which may be wrong.
 */
function timeOf(message: unknown): string | undefined {
  const stamp = own(message, "timestamp");
  if (!isBlank(stamp)) return instantOf(stamp);
  const [received, sent, original] = ["receivedAt", "sentAt", "originalTimestamp"].map((name) =>
    Date.parse(instantOf(own(message, name)) ?? ""),
  );
  const at = (received ?? Number.NaN) - ((sent ?? Number.NaN) - (original ?? Number.NaN));
  return at > 0 && at <= 253_402_300_799_999 ? new Date(at).toISOString() : undefined;
}

function ofAnApp(message: unknown): boolean {
  const device = own(own(own(message, "context"), "device"), "type");
  return own(message, "type") === "screen" || device === "ios" || device === "android";
}

function traitsOf(
  traits: unknown,
  { traits: named = [] }: SegmentConfig,
  setAside: SetAside[],
): { readonly [trait: string]: string } {
  const kept = named.flatMap((name): [string, string][] => {
    const value = nameOf(own(traits, name));
    return value === undefined || isPersonal(value, `traits.${name}`, setAside) ? [] : [[name, value]];
  });
  return Object.fromEntries(kept);
}

function dimensionsOf(
  message: unknown,
  config: SegmentConfig,
  setAside: SetAside[],
): { readonly [name: string]: string } {
  const found = (planned.get(config)?.dimensions ?? planFor(config).dimensions).flatMap(
    ({ name, path, read }): [string, string][] => {
      const value = nameOf(read(message));
      return value === undefined || isPersonal(value, path, setAside) ? [] : [[name, value]];
    },
  );
  return Object.fromEntries(found);
}

function isPersonal(value: string, path: string, setAside: SetAside[]): boolean {
  if (!holdsContact(value)) return false;
  setAside.push(valueAside(path, "contact-detail", "reaches a person: no segment"));
  return true;
}

interface Meant {
  readonly event: SegmentEvent;
  readonly answers: readonly { readonly property: string; readonly answer: ReadAnswer }[];
}

interface Plan {
  readonly events: ReadonlyMap<string, Meant>;
  readonly dimensions: readonly { readonly name: string; readonly path: string; readonly read: ReadValue }[];
}

const planned = new WeakMap<SegmentConfig, Plan>();

function planOf(config: SegmentConfig): ReadonlyMap<string, Meant> {
  return (planned.get(config) ?? planFor(config)).events;
}

function planFor(config: SegmentConfig): Plan {
  const events = Object.entries({ ...knownEvents, ...config.events }).map(
    ([name, event]): [string, Meant] => [
      name,
      {
        event,
        answers: Object.entries(event.survey?.items ?? {}).map(([property, meaning]) => ({
          property,
          answer: answerReader(meaning.item ?? property, meaning),
        })),
      },
    ],
  );
  const dimensions = Object.entries(config.dimensions ?? {}).map(([name, path]) => ({
    name,
    path,
    read: valueAt(path),
  }));
  const plan = { events: new Map(events), dimensions };
  planned.set(config, plan);
  return plan;
}
