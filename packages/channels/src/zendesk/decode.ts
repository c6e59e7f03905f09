import type { Answer, DecodeContext, Decoded, EventDraft, SetAside } from "@cxkit/core";
import { answerReader } from "../authoring/answer.ts";
import { quoted, recordAside, valueAside } from "../authoring/aside.ts";
import { instantOf } from "../authoring/instant.ts";
import { isBlank, isObject, nameOf, own, textOf } from "../authoring/json-value.ts";
import { contactsOf, reachableSubject, subjectOf } from "../authoring/person.ts";
import type { ZendeskConfig } from "./config.ts";
import { zendeskItems } from "./items.ts";
import { scoreOf, type Told, toldBy } from "./told.ts";

/** One request of Zendesk's in; one offer or one response out. */
export function decodeZendesk(raw: unknown, context: DecodeContext<ZendeskConfig>): Decoded {
  const { config } = context;
  const told = toldBy(raw);
  if (!told)
    return recordAside("type", "undeclared-type", `${quoted(own(raw, "type"))} tells no satisfaction`);
  const { asks, step, rating, ticket, path } = told;
  if (asks !== config.asks) {
    const message = `this connection reads ${config.asks} ratings, and this is one of the other kind`;
    return recordAside(path, "other-kind", message);
  }
  if (step === "unoffered") return recordAside(path, "unoffered", "nobody was asked");
  const number = nameOf(own(rating, "ticket_id")) ?? ticketOf(rating) ?? nameOf(own(ticket, "id"));
  if (number === undefined) return recordAside(`${path}.ticket_id`, "missing-id", "there is no ticket");
  const setAside: SetAside[] = [];
  const answers = step === "responded" ? answersOf(told, config, setAside) : [];
  const created = own(rating, "created_at");
  // A rating is made when somebody is asked: that it says nothing later is the last resort, and never tells a change of mind.
  const times =
    step === "offered"
      ? [created, told.time]
      : [own(rating, "updated_at"), ratedAt(rating), instantOf(told.time), created, told.time];
  const time = times.find((value) => !isBlank(value));
  if (time === undefined) return recordAside(path, "missing-time", "there is no time");
  const instant = instantOf(time);
  if (instant === undefined) return recordAside(path, "unreadable-date", `${quoted(time)} is no instant`);

  const requester = own(ticket, "requester") ?? own(rating, "requester");
  const reachable = {
    email: own(requester, "email"),
    phone: own(requester, "phone"),
    name: own(requester, "name"),
  };
  const id =
    nameOf(own(rating, "requester_id")) ??
    nameOf(own(rating, "responder_id")) ??
    nameOf(own(ticket, "requester_id")) ??
    nameOf(own(requester, "id"));
  const subject =
    reachableSubject(context, reachable) ??
    (id === undefined ? undefined : subjectOf(context, `zendesk:${config.account}`, id));
  const { survey = "csat", channel = "support", touchpoint, stage } = config;
  const shared = {
    source: `zendesk:${config.account}`,
    time: instant,
    ...(subject !== undefined && { subject }),
    channel,
    ...(touchpoint !== undefined && { touchpoint }),
    ...(stage !== undefined && { stage }),
    dimensions: dimensionsOf(rating, ticket),
  };
  const event: EventDraft =
    step === "offered"
      ? { type: "survey.offered", key: `offered/${number}`, ...shared, data: { survey } }
      : {
          type: "survey.responded",
          key: `ticket/${number}`,
          // A rating can be changed and explained later: what was said last counts.
          revision: Math.max(0, Date.parse(instant)),
          ...shared,
          data: {
            survey,
            status: answers.some(({ item, value }) => item === "satisfaction" && value !== null)
              ? "complete"
              : "partial",
            answers,
          },
        };
  return { events: [event], setAside, contacts: contactsOf(subject, reachable) };
}

function answersOf(told: Told, config: ZendeskConfig, setAside: SetAside[]): readonly Answer[] {
  const { rating, path } = told;
  const items = zendeskItems(config);
  const answers = new Map<string, Answer>();
  const take = (item: string, value: unknown, at: string): void => {
    const meaning = items[item];
    const answer = meaning && answerReader(item, meaning)(value, at, setAside);
    if (answer && !answers.has(item)) answers.set(item, answer);
    else if (answer) setAside.push(valueAside(at, "duplicate-item", `${item} is answered twice`));
  };
  if (told.asks === "legacy") {
    take("satisfaction", scoreOf(rating), `${path}.score`);
    const comment = own(rating, "comment");
    take("comment", isObject(comment) ? own(comment, "body") : (comment ?? undefined), `${path}.comment`);
    take("reason", textOf(own(rating, "reason")), `${path}.reason`);
    return [...answers.values()];
  }
  const given = own(rating, "answers");
  if (!Array.isArray(given)) {
    if (given !== undefined && given !== null)
      setAside.push(valueAside(`${path}.answers`, "wrong-kind", `${quoted(given)} is no list`));
    return [];
  }
  for (const [index, answer] of (given as readonly unknown[]).entries()) {
    const at = `${path}.answers[${index}]`;
    const type = textOf(own(answer, "type")) ?? "";
    if (type.startsWith("rating")) take("satisfaction", own(answer, "rating"), `${at}.rating`);
    else if (type.startsWith("open_ended")) take("comment", own(answer, "value"), `${at}.value`);
    else setAside.push(valueAside(at, "unmapped-field", `an answer of the type ${quoted(type)}`));
  }
  return [...answers.values()];
}

/** When the rating among the answers of a survey was last changed. */
function ratedAt(response: unknown): unknown {
  const answers = own(response, "answers");
  if (!Array.isArray(answers)) return undefined;
  const times = (answers as readonly unknown[])
    .map((answer) => instantOf(own(answer, "updated_at") ?? own(answer, "created_at")))
    .filter((time) => time !== undefined);
  return times.toSorted((one, other) => Date.parse(other) - Date.parse(one))[0];
}

/** The ticket that a survey response is about, among its subjects. */
function ticketOf(response: unknown): string | undefined {
  const subjects = own(response, "subjects");
  if (!Array.isArray(subjects)) return undefined;
  const ticket = (subjects as readonly unknown[]).find((subject) => own(subject, "type") === "ticket");
  return nameOf(own(ticket, "id"));
}

function dimensionsOf(rating: unknown, ticket: unknown): { readonly [name: string]: string } {
  const told = [
    ["agent", "assignee_id"],
    ["group", "group_id"],
    ["brand", "brand_id"],
  ] as const;
  return Object.fromEntries(
    told.flatMap(([dimension, name]) => {
      const value = nameOf(own(rating, name)) ?? nameOf(own(ticket, name));
      // An id of Zendesk's is digits: what a trigger's author wrote there instead is none of ours to segment by.
      return value !== undefined && /^\d{1,20}$/.test(value) ? [[dimension, value]] : [];
    }),
  );
}
