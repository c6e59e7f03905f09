import type { Notification, NotificationLink, NotifiedAnswer } from "@cxkit/core";
import { formatEstimate, formatPValue } from "@cxkit/core/format";
import { wordsOf } from "./notification-words.ts";
import { zonedTime } from "./zoned-time.ts";

/** How a message is put. */
export interface MessageOptions {
  /** IANA name of the zone in which times are told: `Asia/Shanghai`. Default `UTC`. */
  readonly zone?: string;
}

/** What a message says, in order; every text is one clean line. */
export interface NotificationParts {
  /** What happened. */
  readonly heading: string;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  /** The customer's words, line by line. */
  readonly quote: readonly string[];
  /** `url` only when it is one of the web. */
  readonly links: readonly { readonly verb: string; readonly url: string }[];
}

/**
 * What is said of a notification, whatever the form: nothing in it breaks a line, moves a cursor or turns the direction of writing.
 *
 * @throws {RangeError} when the zone is none
 */
export function notificationParts(
  notification: Notification,
  { zone = "UTC" }: MessageOptions = {},
): NotificationParts {
  const words = wordsOf(notification);
  const locale = { locale: notification.language };
  const { estimate, comparison, answer, where, case: about } = notification;
  const facts: { label: string; text: string }[] = [];
  const say = (label: string, text: string | undefined): void => {
    const line = text === undefined ? "" : cleanLine(text);
    if (line !== "") facts.push({ label, text: line });
  };
  if (estimate) say(words.value, formatEstimate(estimate, locale));
  if (comparison) {
    const pValue = formatPValue(comparison.adjusted?.pValue ?? comparison.pValue);
    say(words.change, `${formatEstimate(comparison.difference, locale)}, ${pValue}`);
  }
  if (answer) say(words.answer, answerText(answer, notification));
  for (const other of notification.others ?? []) say(words.others, answerText(other, notification));
  say(words.because, notification.because);
  say(words.since, zonedTime(notification.since, zone));
  if (notification.at !== notification.since) say(words.at, zonedTime(notification.at, zone));
  say(words.journey, where.journey);
  say(words.stage, where.stage);
  say(words.touchpoint, where.touchpoint);
  say(words.channel, where.channel);
  const segment = Object.entries(where.segment ?? {}).map(
    ([field, value]) => `${field} = ${value ?? words.unknown}`,
  );
  say(words.segment, segment.join(", "));
  say(words.rule, notification.rule);
  say(words.guarantee, notification.guarantee);
  if (about) {
    say(words.case, about.id);
    say(words.owner, about.owner);
    if (about.due !== undefined) say(words.due, zonedTime(about.due, zone));
    say(words.contact, words.contacts[about.contact]);
  } else say(words.owner, notification.to.owner);
  const quote = (notification.verbatim ?? "").split(/\r\n|[\r\n\u2028\u2029]/).map(cleanLine);
  while (quote.length > 0 && quote.at(-1) === "") quote.pop();
  return {
    heading: words.kinds[notification.kind] + words.colon + cleanLine(notification.title),
    facts,
    quote,
    links: (notification.links ?? []).map((link) => ({
      verb: verbOf(link, notification),
      url: cleanUrl(link.url),
    })),
  };
}

/** One line without what only a terminal or a mail program would see: controls, and marks that turn the direction of writing. */
export function cleanLine(text: string): string {
  return text
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, "")
    .trim();
}

/** Whether a text may be followed: an address of the web, whole. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** Nothing that ends a link where it stands, so that nothing can be hung on to it. */
function cleanUrl(text: string): string {
  const url = cleanLine(text).replaceAll(/\s/gu, "%20");
  return isWebUrl(url) ? new URL(url).href : url;
}

function verbOf({ action }: NotificationLink, notification: Notification): string {
  return wordsOf(notification).verbs[action];
}

function answerText(answer: NotifiedAnswer, notification: Notification): string {
  const words = wordsOf(notification);
  const { label, item, value, scale, stage } = answer;
  const given = scale ? words.ofScale(String(value), String(scale.min), String(scale.max)) : String(value);
  const place = stage === undefined ? "" : ` · ${words.stage}${words.colon}${cleanLine(stage)}`;
  return cleanLine(label ?? item) + words.colon + given + place;
}
