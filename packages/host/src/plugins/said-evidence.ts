import type { Evidence, Json, LocalizedText } from "@cxkit/core";

/** Characters of a reason, in each language. It stands in a notification, and is kept. */
const longestReason = 2_000;
/** Languages of a reason. */
const mostLanguages = 30;
/** Characters of an item's name. */
const longestItem = 200;

/**
 * What a rule of a plugin said that it found, with nothing in it but what evidence consists of: a reason is text without controls, cut
 * where it is long. `null` for what is no evidence: of a p-value beyond 1, or none at all, every alarm that rests on it would be wrong.
 *
 * @example saidEvidence({ kind: "match", because: "late\u001b[2J again", more: 1 }) // => { kind: "match", because: "late [2J again" }
 * @example saidEvidence({ kind: "p-value", pValue: 2, because: "x" }) // => null
 */
export function saidEvidence(value: unknown): Evidence | null {
  if (!isRecord(value)) return null;
  const { kind, pValue, eValue, item } = value;
  if (kind === "no-match" || kind === "no-data") return { kind };
  const because = reasonOf(value["because"]);
  if (because === null) return null;
  if (kind === "match") {
    if (item === undefined) return { kind, because };
    return typeof item === "string" && item.length <= longestItem ? { kind, because, item } : null;
  }
  if (kind === "p-value") return inRange(pValue, 1) ? { kind, pValue, because } : null;
  return kind === "e-value" && inRange(eValue, Number.MAX_VALUE) ? { kind, eValue, because } : null;
}

/**
 * What a rule of a plugin wants remembered, as JSON says it. `null` where it is too much: it is written with every page of events, and
 * kept as long as the rule is.
 *
 * @param most characters of it as JSON
 * @example saidState({ seen: 3 }, 100) // => { state: { seen: 3 } }
 * @example saidState("too long", 5) // => null
 */
export function saidState(value: unknown, most: number): { readonly state: Json } | null {
  const text = JSON.stringify(value ?? null);
  return text.length > most ? null : { state: JSON.parse(text) as Json };
}

function reasonOf(value: unknown): string | LocalizedText | null {
  if (typeof value === "string") return plain(value);
  if (!isRecord(value)) return null;
  const texts = Object.entries(value);
  if (texts.length === 0 || texts.length > mostLanguages) return null;
  const said: { [language: string]: string } = {};
  for (const [language, text] of texts) {
    if (typeof text !== "string" || language.length > 35) return null;
    said[language] = plain(text);
  }
  return said;
}

/** Line ends and tabs are left: a reason may have several lines. */
function plain(text: string): string {
  const printable = text
    .slice(0, 2 * longestReason)
    .replace(/[^\P{Cc}\n\t]+/gu, " ")
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, "");
  const characters = Array.from(printable);
  return characters.length > longestReason
    ? `${characters.slice(0, longestReason - 1).join("")}…`
    : printable;
}

function inRange(value: unknown, most: number): value is number {
  return typeof value === "number" && value >= 0 && value <= most;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
