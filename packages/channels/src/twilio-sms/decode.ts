import {
  type Answer,
  type ConsentChange,
  type DecodeContext,
  type Decoded,
  type EventDraft,
  type Feedback,
  scalePosition,
  type SurveyResponse,
} from "@cxkit/core";
import { answerReader, instrumentOf } from "../authoring/answer.ts";
import { quoted, recordAside } from "../authoring/aside.ts";
import { isBlank, numberOf, own } from "../authoring/json-value.ts";
import { subjectOf } from "../authoring/person.ts";
import type { TwilioSmsConfig } from "./config.ts";
import { isSid, type Message, messageIn, twilioInstant } from "./message.ts";

/** Twilio's own words, in their exact spelling but for case; `YES`, which it takes for START besides, is an answer here. */
const stops = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE"]);
const starts = new Set(["START", "UNSTOP"]);

/** One message in; a rating, a word about consent, or feedback out. */
export function decodeTwilioSms(raw: unknown, context: DecodeContext<TwilioSmsConfig>): Decoded {
  const { config } = context;
  const message = messageIn(raw);
  if (!message)
    return recordAside("type", "undeclared-type", `${quoted(own(raw, "type"))} is no message that came in`);
  const { sid, account, from, country } = message;
  if (!isSid(sid, "SM", "MM")) return recordAside("MessageSid", "missing-id", "there is no MessageSid");
  if (!isSid(account, "AC")) return recordAside("AccountSid", "missing-account", "there is no AccountSid");
  if (config.account !== undefined && account !== config.account)
    return recordAside("AccountSid", "other-account", "the message is of another account");
  // What was signed is names and values without a border: a message without its sender is none.
  const sender = senderOf(from);
  if (!sender) return recordAside("From", "missing-sender", "there is no telephone number in From");
  if (isBlank(message.time))
    return recordAside("date_created", "missing-time", "the message has to be asked for its time");
  const time = twilioInstant(message.time);
  if (time === undefined)
    return recordAside("date_created", "unreadable-date", `${quoted(message.time)} is no instant`);
  const said = saidBy(message, config);
  if (!said) return recordAside("Body", "no-text", "the message holds no text: pictures are not read");
  if (said === "help") return recordAside("Body", "keyword", "HELP is answered by Twilio");

  const subject = subjectOf(context, sender.kind, sender.value);
  const { touchpoint, stage } = config;
  const shared = {
    source: `twilio:${account}`,
    key: sid,
    time,
    subject,
    channel: sender.channel,
    ...(touchpoint !== undefined && { touchpoint }),
    ...(stage !== undefined && { stage }),
    dimensions: country !== undefined && /^[A-Z]{2}$/.test(country) ? { country } : {},
  };
  const event: EventDraft = { ...shared, ...said };
  return {
    events: [event],
    setAside: [],
    contacts: [{ subject, kind: sender.kind, value: sender.value }],
  };
}

type Said =
  | { readonly type: "survey.responded"; readonly data: SurveyResponse }
  | { readonly type: "consent.changed"; readonly data: ConsentChange }
  | { readonly type: "feedback.posted"; readonly data: Feedback };

/** What a message says: a word about consent, a point of the scale and nothing else, or anything. */
function saidBy({ body, optOut }: Message, config: TwilioSmsConfig): Said | "help" | undefined {
  // Digits and letters come in full width, too.
  const plain = plainOf(body ?? "");
  const word = (optOut ?? plain).toUpperCase();
  const { purpose = "sms", stopWords = [], survey = "sms" } = config;
  if (stops.has(word) || stopWords.some((each) => plainOf(each).toUpperCase() === word))
    return { type: "consent.changed", data: { granted: [], withdrawn: [purpose] } };
  if (starts.has(word)) return { type: "consent.changed", data: { granted: [purpose], withdrawn: [] } };
  if (word === "HELP") return "help";
  if (body === undefined) return undefined;
  const answer = ratingIn(plain, config);
  return answer
    ? { type: "survey.responded", data: { survey, status: "complete", answers: [answer] } }
    : { type: "feedback.posted", data: { text: body } };
}

/** A text as it is compared, letters and digits in their usual width. */
function plainOf(text: string): string {
  return text.normalize("NFKC").trim();
}

/** A point of the declared scale, one of its words, or a code for no answer, with nothing around it. */
function ratingIn(text: string, { rating }: TwilioSmsConfig): Answer | undefined {
  if (!rating) return undefined;
  const id = rating.item ?? "rating";
  const { scale } = instrumentOf(id, rating);
  const known = [...Object.keys(rating.words ?? {}), ...(rating.missingCodes ?? []).map(({ code }) => code)];
  const number = numberOf(text);
  const isPoint = number !== undefined && scale !== null && scalePosition(scale, number) >= 0;
  const said = text.toLowerCase();
  return isPoint || known.some((each) => String(each).trim().toLowerCase() === said)
    ? answerReader(id, rating)(text, "Body", [])
    : undefined;
}

/** Who sent it: a telephone number, also behind the name of another network (`whatsapp:+15550100`). */
function senderOf(
  from: string | undefined,
): { readonly channel: string; readonly kind: string; readonly value: string } | undefined {
  const [, network = "sms", value] = /^(?:([a-z]{2,20}):)?(\+?\d{3,15})$/.exec(from ?? "") ?? [];
  return value === undefined ? undefined : { channel: network, kind: "phone", value };
}
