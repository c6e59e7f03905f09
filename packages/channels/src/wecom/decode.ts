import type { DecodeContext, Decoded } from "@cxkit/core";
import { quoted, recordAside } from "../authoring/aside.ts";
import { instantReader } from "../authoring/instant.ts";
import { isBlank, isObject, nameOf, own, textOf } from "../authoring/json-value.ts";
import type { WecomConfig } from "./config.ts";
import { decodeCustomerService } from "./customer-service.ts";
import type { WecomRecord } from "./record.ts";

const seconds = instantReader("unix-seconds");

/** One callback or one pulled message in; its events out. A callback that only says that there are messages gives none. */
export function decodeWecom(raw: WecomRecord, context: DecodeContext<WecomConfig>): Decoded {
  const { from, value } = raw;
  if (!isObject(value)) return recordAside("message", "not-an-object", `${quoted(value)} is no message`);
  if (from === "customer-service") return decodeCustomerService(value, context);
  return saysThereAreMessages(raw) ? { events: [], setAside: [] } : decodeMember(value, context);
}

/** Whether a callback only says that messages of customer service can be pulled. */
export function saysThereAreMessages({ from, value }: WecomRecord): boolean {
  return from === "callback" && own(value, "Event") === "kf_msg_or_event";
}

/** A message or event of a member of the corporation in one of its apps, in XML; or in JSON, to one of its robots. */
function decodeMember(value: unknown, context: DecodeContext<WecomConfig>): Decoded {
  const { config, fingerprint } = context;
  const robot = own(value, "MsgType") === undefined && own(value, "msgtype") !== undefined;
  const name = (xml: string, json: string): string => (robot ? json : xml);
  const from = textOf(robot ? own(own(value, "from"), "userid") : own(value, "FromUserName"));
  const at = name("FromUserName", "from.userid");
  if (from === undefined) return recordAside(at, "missing-subject", "nobody is named");
  const createdAt = name("CreateTime", "create_time");
  const created = own(value, createdAt);
  const time = seconds(created);
  if (time === undefined)
    return isBlank(created)
      ? recordAside(createdAt, "missing-time", `there is no ${createdAt}`)
      : recordAside(createdAt, "unreadable-date", `${quoted(created)} is no time`);
  const { events = {} } = config;
  const about = {
    source: `wecom:${config.corp}/${name("app", "robot")}`,
    time,
    subject: context.subject(`wecom-member:${config.corp}`, from),
    channel: config.channel ?? "wecom",
    ...(config.touchpoint !== undefined && { touchpoint: config.touchpoint }),
    ...(config.stage !== undefined && { stage: config.stage }),
    dimensions: {},
  };
  const typeAt = name("MsgType", "msgtype");
  const type = textOf(own(value, typeAt));
  const event = textOf(own(value, "Event"));
  if (type === "event" && event !== undefined) {
    const eventKey = textOf(own(value, "EventKey")) ?? "";
    const known = [`${event}:${eventKey}`, event].find((each) => Object.hasOwn(events, each));
    const meant = (known === undefined ? undefined : events[known]) ?? {};
    if (meant.ignore) return recordAside("Event", "left-out", "the configuration leaves this event out");
    // Each of the corporation's apps tells of its own: who joins is told of by all of them in one second.
    const app = nameOf(own(value, "AgentID")) ?? "";
    const key = `event-${fingerprint([from, String(created), app, event, eventKey])}`;
    const place = {
      ...(meant.touchpoint !== undefined && { touchpoint: meant.touchpoint }),
      ...(meant.stage !== undefined && { stage: meant.stage }),
    };
    const data = { action: meant.action ?? event.toLowerCase() };
    return { events: [{ ...about, ...place, key, type: "interaction.occurred", data }], setAside: [] };
  }
  const id = name("MsgId", "msgid");
  const key = textOf(own(value, id));
  if (key === undefined) return recordAside(id, "missing-id", `there is no ${id}`);
  if (type === undefined) return recordAside(typeAt, "undeclared-type", `there is no ${typeAt}`);
  if (type !== "text") {
    // Whatever it is, somebody sent it.
    const data = { action: `message-${type}` };
    return { events: [{ ...about, key, type: "interaction.occurred", data }], setAside: [] };
  }
  const text = textOf(robot ? own(own(value, "text"), "content") : own(value, "Content"));
  if (text === undefined)
    return recordAside(name("Content", "text.content"), "missing-value", "there is no text in it");
  return { events: [{ ...about, key, type: "feedback.posted", data: { text } }], setAside: [] };
}
