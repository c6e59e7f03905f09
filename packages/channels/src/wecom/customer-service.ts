import type { Answer, DecodeContext, Decoded, EventDraft, SetAside } from "@cxkit/core";
import { answerReader } from "../authoring/answer.ts";
import { quoted, recordAside } from "../authoring/aside.ts";
import { instantReader } from "../authoring/instant.ts";
import { isBlank, nameOf, own, textOf, valueAt } from "../authoring/json-value.ts";
import { clickedAnswer } from "../messaging/meanings.ts";
import type { WecomConfig } from "./config.ts";

const seconds = instantReader("unix-seconds");
/** Whose message it is, by its origin. */
const customer = 3;
const system = 4;
const servicer = 5;
/** What a change of a session is, by its code. */
const changes = new Map([
  ["1", "session-accepted"],
  ["2", "session-transferred"],
  ["3", "session-ended"],
  ["4", "session-reopened"],
]);

/** One message or event of customer service, as it was pulled. */
export function decodeCustomerService(message: unknown, context: DecodeContext<WecomConfig>): Decoded {
  const { config } = context;
  const key = textOf(own(message, "msgid"));
  if (key === undefined) return recordAside("msgid", "missing-id", "there is no msgid");
  const sent = own(message, "send_time");
  const time = seconds(sent);
  if (time === undefined)
    return isBlank(sent)
      ? recordAside("send_time", "missing-time", "there is no send_time")
      : recordAside("send_time", "unreadable-date", `${quoted(sent)} is no time`);
  const event = own(message, "event");
  // Events name account and customer inside.
  const account = textOf(own(message, "open_kfid")) ?? textOf(own(event, "open_kfid"));
  const person = textOf(own(message, "external_userid")) ?? textOf(own(event, "external_userid"));
  const about: About = {
    source: `wecom:${config.corp}/kf`,
    key,
    time,
    // An external_userid means somebody within its corporation alone.
    ...(person !== undefined && { subject: context.subject(`wecom-customer:${config.corp}`, person) }),
    channel: config.channel ?? "wecom",
    ...(config.touchpoint !== undefined && { touchpoint: config.touchpoint }),
    ...(config.stage !== undefined && { stage: config.stage }),
    dimensions: account === undefined ? {} : { account },
  };
  const origin = own(message, "origin");
  const type = textOf(own(message, "msgtype"));
  if (type === "event") {
    if (origin !== system && origin !== customer && origin !== undefined)
      return recordAside("origin", "undeclared-type", `${quoted(origin)} sends no events`);
    return decodeEvent(event, about, config);
  }
  if (type === undefined) return recordAside("msgtype", "undeclared-type", "there is no msgtype");
  if (origin === servicer)
    return { events: [{ ...about, type: "interaction.occurred", data: { action: "reply" } }], setAside: [] };
  if (origin !== customer)
    return recordAside("origin", "undeclared-type", `${quoted(origin)} is no origin of messages`);
  if (type !== "text") {
    const data = { action: `message-${type}` };
    return { events: [{ ...about, type: "interaction.occurred", data }], setAside: [] };
  }
  const text = own(message, "text");
  const setAside: SetAside[] = [];
  const answer = clickedAnswer(config.survey, textOf(own(text, "menu_id")), "text.menu_id", setAside);
  if (answer) return { events: [responded(about, config, answer)], setAside };
  const content = textOf(own(text, "content"));
  if (content === undefined) return recordAside("text.content", "missing-value", "there is no text in it");
  return { events: [{ ...about, type: "feedback.posted", data: { text: content } }], setAside };
}

type About = Pick<EventDraft, "source" | "key" | "time" | "channel" | "dimensions"> & {
  readonly subject?: string;
};

function decodeEvent(event: unknown, about: About, config: WecomConfig): Decoded {
  const type = textOf(own(event, "event_type"));
  if (type === undefined) return recordAside("event.event_type", "missing-event", "an event has a type");
  const { events = {}, survey } = config;
  const setAside: SetAside[] = [];
  if (survey?.evaluation?.event === type) {
    const { field, item } = survey.evaluation;
    const meaning = survey.items[item];
    const answer = meaning && answerReader(item, meaning)(valueAt(field)(event), `event.${field}`, setAside);
    if (!answer) return recordAside(`event.${field}`, "missing-value", `there is no ${field} in the event`);
    return { events: [responded(about, config, answer)], setAside };
  }
  const recalled = textOf(own(event, "recall_msgid"));
  if (type === "user_recall_msg" && recalled !== undefined) {
    const data = { type: "feedback.posted", key: recalled, reason: "recalled" };
    return { events: [{ ...about, type: "event.retracted", data }], setAside };
  }
  const change = type === "session_status_change" ? nameOf(own(event, "change_type")) : undefined;
  const known = [`${type}:${change ?? ""}`, type].find((each) => Object.hasOwn(events, each));
  const meant = known === undefined ? undefined : events[known];
  if (meant?.ignore)
    return recordAside("event.event_type", "left-out", "the configuration leaves this event out");
  const action =
    meant?.action ??
    (type === "enter_session" ? "session-entered" : change === undefined ? undefined : changes.get(change));
  // What staff do, and what fails, is no customer's doing unless the configuration says that it counts.
  if (action === undefined && meant === undefined)
    return recordAside("event.event_type", "undeclared-type", `${quoted(type)} is no customer's doing`);
  const scene = type === "enter_session" ? nameOf(own(event, "scene")) : undefined;
  return {
    events: [
      {
        ...about,
        ...(meant?.touchpoint !== undefined && { touchpoint: meant.touchpoint }),
        ...(meant?.stage !== undefined && { stage: meant.stage }),
        dimensions: { ...about.dimensions, ...(scene !== undefined && { scene }) },
        type: "interaction.occurred",
        data: { action: action ?? type },
      },
    ],
    setAside,
  };
}

function responded(about: About, { survey }: WecomConfig, answer: Answer): EventDraft {
  const data = { survey: survey?.survey ?? "", status: "complete", answers: [answer] } as const;
  return { ...about, type: "survey.responded", data };
}
