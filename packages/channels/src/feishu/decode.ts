import type { Answer, DecodeContext, Decoded, EventDraft, Instant, SetAside } from "@cxkit/core";
import { answerReader } from "../authoring/answer.ts";
import { quoted, recordAside } from "../authoring/aside.ts";
import { instantReader } from "../authoring/instant.ts";
import { isObject, nameOf, own, textOf } from "../authoring/json-value.ts";
import { parseJson } from "../authoring/read-json.ts";
import type { FeishuConfig } from "./config.ts";

const seconds = instantReader("unix-seconds");
const milliseconds = instantReader("unix-milliseconds");

/** What an event says of itself, in either of the two envelopes. */
interface Told {
  readonly type: string | undefined;
  readonly app: string | undefined;
  readonly id: string | undefined;
  readonly time: Instant | undefined;
  readonly at: "header" | "event";
  readonly event: unknown;
}

/** One event in, in the envelope of version 2 or 1; its event out. */
export function decodeFeishu(raw: unknown, context: DecodeContext<FeishuConfig>): Decoded {
  const { config } = context;
  if (!isObject(raw)) return recordAside("body", "not-an-object", `${quoted(raw)} is no event`);
  const told = toldBy(raw);
  const { type, app, event, at } = told;
  if (app !== config.app)
    return recordAside(`${at}.app_id`, "other-app", `${quoted(app)} is not the app of this connection`);
  if (type === undefined) return recordAside(`${at}.event_type`, "missing-event", "an event has a type");
  if (type === "im.message.receive_v1") return decodeMessage(messageOf(event), told, context);
  if (type === "message") return decodeMessage(firstMessageOf(event), told, context);
  if (type === "card.action.trigger" && config.survey) return decodeCard(event, told, context);
  const events = config.events ?? {};
  const meant = Object.hasOwn(events, type) ? events[type] : undefined;
  if (!meant) return recordAside(`${at}.event_type`, "undeclared-type", `${quoted(type)} is in no events`);
  if (meant.ignore)
    return recordAside(`${at}.event_type`, "left-out", "the configuration leaves this event out");
  if (told.id === undefined) return recordAside(`${at}.event_id`, "missing-id", "there is no id");
  if (told.time === undefined) return noTime(told);
  return {
    events: [
      {
        ...aboutOf(personOf(event), told.time, context),
        ...(meant.touchpoint !== undefined && { touchpoint: meant.touchpoint }),
        ...(meant.stage !== undefined && { stage: meant.stage }),
        key: told.id,
        type: "interaction.occurred",
        data: { action: meant.action ?? type },
      },
    ],
    setAside: [],
  };
}

function toldBy(raw: unknown): Told {
  const event = own(raw, "event");
  const header = own(raw, "header");
  if (own(raw, "schema") === undefined)
    return {
      at: "event",
      type: textOf(own(event, "type")),
      app: textOf(own(event, "app_id")),
      id: textOf(own(raw, "uuid")),
      time: seconds(own(raw, "ts")),
      event,
    };
  return {
    at: "header",
    type: textOf(own(header, "event_type")),
    app: textOf(own(header, "app_id")),
    id: textOf(own(header, "event_id")),
    time: timeOf(own(header, "create_time")),
    event,
  };
}

/** Milliseconds; cards tell microseconds. */
function timeOf(value: unknown): Instant | undefined {
  const digits = nameOf(value) ?? "";
  if (/^\d{16}$/.test(digits)) return milliseconds(digits.slice(0, 13));
  return /^\d{13}$/.test(digits) ? milliseconds(digits) : undefined;
}

interface Message {
  readonly key: string | undefined;
  readonly time: Instant | undefined;
  readonly type: string | undefined;
  readonly person: string | undefined;
  readonly text: string | undefined;
  readonly path: string;
}

function messageOf(event: unknown): Message {
  const message = own(event, "message");
  const content = contentOf(own(message, "content"));
  return {
    key: textOf(own(message, "message_id")),
    time: timeOf(own(message, "create_time")),
    type: textOf(own(message, "message_type")),
    // Apps write to each other as well.
    person: own(own(event, "sender"), "sender_type") === "user" ? personOf(event) : undefined,
    text: textOf(own(content, "text")) ?? postText(content),
    path: "event.message",
  };
}

function firstMessageOf(event: unknown): Message {
  return {
    key: textOf(own(event, "open_message_id")),
    time: undefined,
    type: textOf(own(event, "msg_type")),
    person: personOf(event),
    text: textOf(own(event, "text_without_at_bot")) ?? textOf(own(event, "text")),
    path: "event",
  };
}

function decodeMessage(message: Message, told: Told, context: DecodeContext<FeishuConfig>): Decoded {
  const { key, type, person, text, path } = message;
  if (key === undefined) return recordAside(`${path}.message_id`, "missing-id", "there is no id");
  if (person === undefined) return recordAside("event.sender", "missing-subject", "no person wrote this");
  const time = message.time ?? told.time;
  if (time === undefined) return noTime(told);
  const about = { ...aboutOf(person, time, context), key };
  if (type !== "text" && type !== "post") {
    if (type === undefined) return recordAside(`${path}.message_type`, "undeclared-type", "there is no type");
    const data = { action: `message-${type}` };
    return { events: [{ ...about, type: "interaction.occurred", data }], setAside: [] };
  }
  if (text === undefined) return recordAside(`${path}.content`, "missing-value", "there is no text in it");
  return { events: [{ ...about, type: "feedback.posted", data: { text } }], setAside: [] };
}

/** Somebody pressed something on a card: which answers that gives, by the configuration. */
function decodeCard(event: unknown, told: Told, context: DecodeContext<FeishuConfig>): Decoded {
  const { survey, items } = context.config.survey ?? { survey: "", items: {} };
  const action = own(event, "action");
  const person = personOf(event);
  const message = textOf(own(own(event, "context"), "open_message_id"));
  if (person === undefined) return recordAside("event.operator", "missing-subject", "nobody is named");
  if (message === undefined)
    return recordAside("event.context.open_message_id", "missing-id", "there is no id of the card");
  if (told.time === undefined) return noTime(told);
  const setAside: SetAside[] = [];
  const given = { ...objectOf(own(action, "value")), ...objectOf(own(action, "form_value")) };
  const answers = Object.entries(items).flatMap(([field, meaning]): Answer[] => {
    const item = meaning.item ?? field;
    const path = `event.action.${own(action, "form_value") === undefined ? "value" : "form_value"}.${field}`;
    const answer = answerReader(item, meaning)(own(given, field), path, setAside);
    return answer ? [answer] : [];
  });
  if (answers.length === 0)
    return recordAside("event.action.value", "unmapped-field", "none of its fields is in items");
  // Whoever changes their mind presses again: one answer to one card, and the latest counts.
  const names = answers.map(({ item }) => item).toSorted();
  return {
    events: [
      {
        ...aboutOf(person, told.time, context),
        key: `card-${context.fingerprint([message, person, ...names])}`,
        revision: Date.parse(told.time),
        type: "survey.responded",
        data: { survey, status: "complete", answers },
      },
    ],
    setAside,
  };
}

function aboutOf(
  person: string | undefined,
  time: Instant,
  { config, subject }: DecodeContext<FeishuConfig>,
): Omit<EventDraft, "key" | "type" | "data"> {
  return {
    source: `feishu:${config.app}`,
    time,
    // An open_id means somebody within its app alone.
    ...(person !== undefined && { subject: subject(`openid:${config.app}`, person) }),
    channel: config.channel ?? "feishu",
    ...(config.touchpoint !== undefined && { touchpoint: config.touchpoint }),
    ...(config.stage !== undefined && { stage: config.stage }),
    dimensions: {},
  };
}

/** Whoever did it, wherever the kinds of events name them. */
function personOf(event: unknown): string | undefined {
  const sender = own(own(event, "sender"), "sender_id");
  const places = [sender, own(event, "operator"), own(event, "user_id"), own(event, "operator_id"), event];
  return places.map((place) => textOf(own(place, "open_id"))).find((id) => id !== undefined);
}

/** A message's content is JSON inside a text. */
function contentOf(content: unknown): unknown {
  try {
    return parseJson(textOf(content) ?? "{}");
  } catch {
    return undefined;
  }
}

/** The words of a rich text, line by line. */
function postText(content: unknown): string | undefined {
  const lines = own(content, "content");
  if (!Array.isArray(lines)) return undefined;
  const words = lines.map((line: unknown) =>
    (Array.isArray(line) ? (line as readonly unknown[]) : [])
      .map((part) => textOf(own(part, "text")) ?? "")
      .join(""),
  );
  return textOf(
    [textOf(own(content, "title")), ...words].filter((line) => line !== undefined && line !== "").join("\n"),
  );
}

function objectOf(value: unknown): { readonly [key: string]: unknown } {
  return isObject(value) ? value : {};
}

function noTime({ at }: Told): Decoded {
  const path = at === "header" ? "header.create_time" : "ts";
  return recordAside(path, "missing-time", "nothing says when it happened");
}
