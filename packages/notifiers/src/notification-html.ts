import type { Notification } from "@cxkit/core";
import { isWebUrl, type MessageOptions, notificationParts } from "./notification-parts.ts";
import { wordsOf } from "./notification-words.ts";

/**
 * A notification as a page of HTML for mail programs: headings, a table whose rows have heads, a quotation, a list of links. It fetches
 * nothing, runs nothing, and sets no colour of its own, so that it is read in a light and in a dark surrounding.
 *
 * @throws {RangeError} when the zone is none
 */
export function notificationHtml(notification: Notification, options: MessageOptions = {}): string {
  const words = wordsOf(notification);
  const { heading, facts, quote, links } = notificationParts(notification, options);
  const rows = facts.map(
    ({ label, text }) =>
      `<tr><th scope="row" style="${head}">${escaped(label)}</th><td style="${cell}">${escaped(text)}</td></tr>`,
  );
  const parts = [
    `<h1 style="font-size:1.25em">${escaped(heading)}</h1>`,
    `<table style="border-collapse:collapse">${rows.join("")}</table>`,
  ];
  if (quote.length > 0) {
    const lines = quote.map(escaped).join("<br>");
    parts.push(`<h2 style="${small}">${escaped(words.verbatim)}</h2>`);
    parts.push(`<blockquote style="${quotation}">${lines}</blockquote>`);
  }
  if (links.length > 0) {
    const items = links.map(({ verb, url }) =>
      isWebUrl(url)
        ? `<li style="margin:.5em 0"><a href="${escaped(url)}">${escaped(verb)}</a></li>`
        : `<li style="margin:.5em 0">${escaped(verb + words.colon + url)}</li>`,
    );
    parts.push(`<h2 style="${small}">${escaped(words.toDo)}</h2>`, `<ul>${items.join("")}</ul>`);
  }
  const language = notification.language === "zh" ? "zh-CN" : "en";
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">`,
    `<title>${escaped(heading)}</title></head>`,
    `<body style="font-family:sans-serif;line-height:1.5;max-width:40em">`,
    ...parts,
    `</body></html>`,
  ].join("\n");
}

// Grey half-way between white and black: seen on both.
const quotation = "margin:0;padding:0 0 0 1em;border-left:3px solid #808080";
const head = "text-align:left;vertical-align:top;padding:.15em 1em .15em 0;white-space:nowrap";
const cell = "vertical-align:top;padding:.15em 0";
const small = "font-size:1em;margin:1.5em 0 .5em";

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
