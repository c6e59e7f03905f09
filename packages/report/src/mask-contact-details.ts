import { contactRules } from "./contact-rules.ts";

/** A text without contact details, and how many passages went. */
export interface MaskedText {
  readonly text: string;
  readonly masked: {
    readonly email: number;
    /** Telephone numbers, and account names of messengers. */
    readonly telephone: number;
    /** Identity numbers, payment cards and bank accounts. */
    readonly identity: number;
  };
}

/** What stands for a masked passage, in every language. */
export const maskToken = "•••";

/**
 * Masks e-mail addresses, telephone numbers and identity numbers in free text, Chinese and Western formats: what a report
 * must not carry on when it is forwarded. Full-width digits count as digits.
 *
 * Numbers that carry a check digit (resident identity, payment card, IBAN) are masked when it fits. Digits in the shape of a
 * telephone number are masked where the shape is one of a country's; bare digits only after a word that announces them
 * (`电话`, `call me at`, `QQ`). What the text calls an order, a ticket or a parcel stays. Amounts, dates, times, ratings, years and flight numbers stay. Names stay: no rule finds them
 * all, and a report says so.
 *
 * @param text what a respondent wrote
 * @returns the text with each passage as `•••`; masking it again changes nothing
 * @example maskContactDetails("Call me at 415-555-2671 or 电话：138 1234 5678, 10/10").text // => "Call me at ••• or 电话：•••, 10/10"
 */
export function maskContactDetails(text: string): MaskedText {
  const counts = { email: 0, telephone: 0, identity: 0 };
  const passages: { readonly from: number; readonly until: number }[] = [];
  // Most comments hold nothing that any rule could be about.
  if (!suspicious.test(text)) return { text, masked: counts };
  // Same length as the text, so that places found here are places there.
  let sought = text.replaceAll(
    /[\uFF01-\uFF5E\u2010-\u2015\u3000\u00A0\u200B-\u200D\u2060\uFEFF\u0660-\u0669\u06F0-\u06F9]/g,
    halfWidth,
  );
  // Until nothing is left: numbers without a space between them are found one after the other.
  const mostRounds = Math.max(4, 500_000 / text.length);
  for (let before = -1, round = 1; before < passages.length; round += 1) {
    // Numbers strung together by the hundred are nobody's comment: nothing of it is shown.
    if (round > mostRounds) return { text: maskToken, masked: counts };
    before = passages.length;
    for (const { kind, pattern, accepts, announced = false } of contactRules) {
      const found: { readonly from: number; readonly until: number }[] = [];
      for (const match of sought.matchAll(pattern)) {
        const passage = match.groups?.["passage"] ?? match[0];
        const length = accepts ? accepts(passage) : passage.length;
        if (length === 0) continue;
        const from = match.index + match[0].lastIndexOf(passage);
        if (!announced && namesAnOrder.test(sought.slice(Math.max(0, from - 24), from))) continue;
        found.push({ from, until: from + length });
      }
      counts[kind] += found.length;
      passages.push(...found);
      sought = without(sought, found);
    }
  }
  let masked = "";
  let at = 0;
  for (const { from, until } of passages.toSorted((a, b) => a.from - b.from)) {
    masked += text.slice(at, from) + maskToken;
    at = until;
  }
  return { text: masked + text.slice(at), masked: counts };
}

/** The text with passages, in order, struck out: as long as it was. */
function without(
  text: string,
  passages: readonly { readonly from: number; readonly until: number }[],
): string {
  if (passages.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { from, until } of passages) {
    parts.push(text.slice(at, from), "\u0000".repeat(until - from));
    at = until;
  }
  return parts.join("") + text.slice(at);
}

// What follows is the number of an order, a parcel, a product or a page, whatever its shape.
const namesAnOrder =
  /(?:\b(?:orders?|invoice|ticket|tracking|parcel|ref(?:erence)?|sku|isbn|ean|upc|po)(?:\s?(?:no|nr|number|id|code)\b)?\.?|订单|单号|运单|快递单|条码|货号|编号|编码|[?&][\w-]{1,20}(?==))(?:号码?)?\s?[#:：=]?\s?$|(?:\.[a-z]{2,6}|\/[\w-]{1,20})\/$/i;

const suspicious =
  /[@\uFF20]|[([{]\s?at|(?:[\d\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9][^\d\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]{0,9}){4}|[一幺][三四五六七八九]|\bdot\b|微信|威信|薇信|wechat|weixin|[wv]x|v信|[加薇]v?|v\s?[:：]/i;

/** The half-width twin of a full-width character, the Western one of an Arabic digit; a plain hyphen or space for a typographic one. */
function halfWidth(character: string): string {
  if (/[\u2010-\u2015]/.test(character)) return "-";
  if (/[\u3000\u00A0\u200B-\u200D\u2060\uFEFF]/.test(character)) return " ";
  if (/[\u0660-\u0669\u06F0-\u06F9]/.test(character)) return String(character.charCodeAt(0) & 15);
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}
