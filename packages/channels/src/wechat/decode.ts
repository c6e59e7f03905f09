import type { DecodeContext, Decoded, EventDraft, SetAside } from "@cxkit/core";
import { quoted, recordAside } from "../authoring/aside.ts";
import { instantReader } from "../authoring/instant.ts";
import { isBlank, isObject, own, textOf } from "../authoring/json-value.ts";
import { clickedAnswer } from "../messaging/meanings.ts";
import type { WechatConfig } from "./config.ts";

const seconds = instantReader("unix-seconds");
/** One message or event of an Official Account in; its events out. */
export function decodeWechat(raw: unknown, context: DecodeContext<WechatConfig>): Decoded {
  const { config } = context;
  if (!isObject(raw)) return recordAside("xml", "not-an-object", `${quoted(raw)} is no message`);
  const from = textOf(own(raw, "FromUserName"));
  if (from === undefined) return recordAside("FromUserName", "missing-subject", "nobody is named");
  const created = own(raw, "CreateTime");
  const time = seconds(created);
  if (time === undefined)
    return isBlank(created)
      ? recordAside("CreateTime", "missing-time", "there is no CreateTime")
      : recordAside("CreateTime", "unreadable-date", `${quoted(created)} is no time`);
  const about = {
    source: `wechat:${config.app}`,
    time,
    // An openid means somebody within its app alone.
    subject: context.subject(`openid:${config.app}`, from),
    channel: config.channel ?? "wechat",
    ...(config.touchpoint !== undefined && { touchpoint: config.touchpoint }),
    ...(config.stage !== undefined && { stage: config.stage }),
    dimensions: {},
  };
  const type = textOf(own(raw, "MsgType"));
  if (type === "event") return decodeEvent(raw, from, about, context);
  const key = textOf(own(raw, "MsgId"));
  if (key === undefined) return recordAside("MsgId", "missing-id", "there is no MsgId");
  if (type === undefined) return recordAside("MsgType", "undeclared-type", "there is no MsgType");
  if (type !== "text") {
    // Whatever it is, somebody sent it.
    const data = { action: `message-${type}` };
    return { events: [{ ...about, key, type: "interaction.occurred", data }], setAside: [] };
  }
  const setAside: SetAside[] = [];
  const answer = clickedAnswer(config.survey, textOf(own(raw, "bizmsgmenuid")), "bizmsgmenuid", setAside);
  if (answer && config.survey) {
    const data = { survey: config.survey.survey, status: "complete", answers: [answer] } as const;
    return { events: [{ ...about, key, type: "survey.responded", data }], setAside };
  }
  const text = textOf(own(raw, "Content"));
  if (text === undefined) return recordAside("Content", "missing-value", "there is no text in it");
  return { events: [{ ...about, key, type: "feedback.posted", data: { text } }], setAside };
}

type About = Pick<EventDraft, "source" | "time" | "channel" | "dimensions"> & { readonly subject: string };

function decodeEvent(
  raw: unknown,
  from: string,
  about: About,
  { config, fingerprint }: DecodeContext<WechatConfig>,
): Decoded {
  const event = textOf(own(raw, "Event"));
  if (event === undefined) return recordAside("Event", "missing-event", "an event has a name");
  const eventKey = textOf(own(raw, "EventKey")) ?? "";
  const meant = meaningOf(config, [`${event}:${eventKey}`, event]);
  if (meant.ignore) return recordAside("Event", "left-out", "the configuration leaves this event out");
  // Events have no id: who, when and what is one, and which message it tells of. Hashed, for an openid is nobody's to read.
  const message = textOf(own(raw, "MsgID")) ?? "";
  const key = `event-${fingerprint([from, textOf(own(raw, "CreateTime")) ?? "", event, eventKey, message])}`;
  const outcome = textOf(own(raw, "Status"));
  const events: EventDraft[] = [
    {
      ...about,
      ...(meant.touchpoint !== undefined && { touchpoint: meant.touchpoint }),
      ...(meant.stage !== undefined && { stage: meant.stage }),
      key,
      type: "interaction.occurred",
      data: { action: meant.action ?? event.toLowerCase(), ...(outcome !== undefined && { outcome }) },
    },
  ];
  const purposes = config.consent ?? [];
  if (purposes.length > 0 && (event === "subscribe" || event === "unsubscribe")) {
    const data =
      event === "subscribe" ? { granted: purposes, withdrawn: [] } : { granted: [], withdrawn: purposes };
    events.push({ ...about, key: `${key}-consent`, type: "consent.changed", data });
  }
  return { events, setAside: [] };
}

function meaningOf(
  { events = {} }: WechatConfig,
  names: readonly string[],
): NonNullable<WechatConfig["events"]>[string] {
  const known = names.find((name) => Object.hasOwn(events, name));
  return (known === undefined ? undefined : events[known]) ?? {};
}
