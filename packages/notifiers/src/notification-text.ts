import type { Notification } from "@cxkit/core";
import { type MessageOptions, notificationParts } from "./notification-parts.ts";
import { wordsOf } from "./notification-words.ts";

/**
 * A notification as plain text, in its language: what happened first, then the value with its interval and n, since when, where, what
 * the rule promises, the customer's words as a quotation, and what can be done. Every fact is one line.
 *
 * @throws {RangeError} when the zone is none
 * @example
 * notificationText({
 *   idempotencyKey: "1",
 *   kind: "case",
 *   title: "Parcel never came",
 *   language: "en",
 *   to: { owner: "logistics" },
 *   at: "2026-03-01T09:30:00Z",
 *   since: "2026-03-01T09:30:00Z",
 *   where: {},
 * }).split("\n")[0] // => "A customer needs an answer: Parcel never came"
 */
export function notificationText(notification: Notification, options: MessageOptions = {}): string {
  const words = wordsOf(notification);
  const { heading, facts, quote, links } = notificationParts(notification, options);
  const blocks = [
    [heading],
    facts.map(({ label, text }) => label + words.colon + text),
    quote.length === 0
      ? []
      : [words.verbatim + words.colon.trimEnd(), ...quote.map((line) => `> ${line}`.trimEnd())],
    links.map(({ verb, url }) => `${verb}${words.colon}${url}`),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}
