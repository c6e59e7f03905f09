import { ibanLength, isOldResidentIdentity, isPaymentCard, isResidentIdentity } from "./identity-numbers.ts";

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
 * (`电话`, `call me at`, `QQ`). Amounts, dates, times, ratings, years and flight numbers stay. Names stay: no rule finds them
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
  let sought = text.replaceAll(/[\uFF01-\uFF5E\u2010-\u2015\u3000\u00A0]/g, halfWidth);
  // Until nothing is left: numbers without a space between them are found one after the other.
  for (let before = -1; before < passages.length;) {
    before = passages.length;
    for (const { kind, pattern, accepts } of rules) {
      for (const match of sought.matchAll(pattern)) {
        const passage = match.groups?.["passage"] ?? match[0];
        const length = accepts ? accepts(passage) : passage.length;
        if (length === 0) continue;
        const from = match.index + match[0].lastIndexOf(passage);
        passages.push({ from, until: from + length });
        counts[kind] += 1;
        sought = sought.slice(0, from) + "\u0000".repeat(length) + sought.slice(from + length);
      }
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

const suspicious =
  /[@\uFF20]|[([{]\s?at|(?:[\d\uFF10-\uFF19][^\d\uFF10-\uFF19]{0,9}){4}|微信|威信|薇信|wechat|weixin|[wv]x/i;

interface Rule {
  readonly kind: keyof MaskedText["masked"];
  /** The group `passage` is what is masked; without it, the whole match. */
  readonly pattern: RegExp;
  /** How much of the passage to mask, from its begin; 0 for nothing. */
  readonly accepts?: (passage: string) => number;
}

/** All of the passage when its digits pass. */
function whenDigits(test: (digits: string) => boolean): (passage: string) => number {
  return (passage) => (test(passage.replaceAll(/[^\dXx]/g, "")) ? passage.length : 0);
}

const isDate = (passage: string) =>
  /^(?:(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|[12]\d|3[01])[-./ ](?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d)(?!\d)/.test(
    passage,
  );
const isAmount = (passage: string) => /^\d{1,3}(?:[., ]\d{3})+(?:[.,]\d\d)?$/.test(passage);

/** So many digits, and neither a date nor an amount. */
function telephoneOf(least: number, most: number): (passage: string) => number {
  return (passage) => {
    const count = passage.replaceAll(/\D/g, "").length;
    return count >= least && count <= most && !isDate(passage) && !isAmount(passage) ? passage.length : 0;
  };
}

const announced = [
  "(?:tele)?phone",
  "tel",
  "mobile",
  "cell",
  "call(?:ed)?",
  "ring",
  "text",
  "reach",
  "contact",
  "whatsapp",
  "fax",
  "telefon",
  "handy",
  "mobil",
  "rückruf",
  "电话",
  "手机",
  "联系方式",
  "联系我",
  "联系",
  "致电",
  "回电",
  "打给我",
  "传真",
  "号码",
].join("|");
const connectors =
  "(?:\\s*(?:numbers?|nummer|no\\b\\.?|nr\\b\\.?|is|at|on|me|us|back|under|unter|ist|号码?|是|为|請|请打?|我|[:：=#.(（+-]))*\\s*";
const identityWords =
  "身份证(?:号码?)?|证件号码?|护照(?:号码?)?|passport|id card|identity card|social security|ssn|national insurance|personalausweis|reisepass";

const rules: readonly Rule[] = [
  {
    kind: "email",
    pattern:
      /(?:mailto:)?[\p{Script=Latin}\p{Script=Cyrillic}\d._%+-]{1,64}\s?(?:@|[([{]\s?(?:at|@)\s?[)\]}])\s?[\p{L}\p{N}-]{1,63}(?:\s?(?:\.|[([{]\s?dot\s?[)\]}])\s?[\p{L}\p{N}-]{1,63}){0,4}\.[A-Za-z]{2,24}(?![A-Za-z])/gu,
    accepts: (passage) => passage.length,
  },
  {
    kind: "identity",
    pattern: /(?<![\dA-Za-z])[1-9]\d{5}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])/g,
    accepts: whenDigits(isResidentIdentity),
  },
  {
    kind: "identity",
    pattern: /(?<![\dA-Za-z])[A-Za-z]{2}\d{2}(?: ?[A-Za-z\d]{1,4}){3,8}/g,
    accepts: ibanLength,
  },
  {
    kind: "identity",
    pattern: /(?<![\dA-Za-z.,])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])/g,
    accepts: whenDigits(isPaymentCard),
  },
  {
    kind: "identity",
    pattern: /(?<![\dA-Za-z])\d{15}(?![\dA-Za-z])/g,
    accepts: whenDigits(isOldResidentIdentity),
  },
  {
    kind: "identity",
    pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])/g,
  },
  {
    kind: "identity",
    pattern: new RegExp(
      `(?:${identityWords})${connectors}(?<passage>(?=[A-Z\\d -]*\\d{5})[A-Z]{0,2}\\d[A-Z\\d]{5,17})`,
      "gi",
    ),
    accepts: (passage) => (isDate(passage) ? 0 : passage.length),
  },
  // Chinese mobile, 400 and 800 numbers, landlines with area code
  {
    kind: "telephone",
    pattern: /(?<![\dA-Za-z.,¥$€£])(?:\(?(?:\+|00)?86\)?[- ]?)?1[3-9]\d(?:[- ]?\d){8}(?![\dA-Za-z])/g,
  },
  { kind: "telephone", pattern: /(?<![\d.,¥$€£-])[48]00[- ]?\d(?:[- ]?\d){6}(?!\d)(?!\s?[元块€])/g },
  {
    kind: "telephone",
    pattern:
      /(?<![\d.,])(?:\(?(?:\+|00)86\)?[- ]?)?\(?0?(?:10|2\d|[3-9]\d{2})\)?[- ]\d{7,8}(?:[-转 ]{1,2}\d{1,6})?(?!\d)/g,
    accepts: (passage) => (/^\(?(?:0|\+|00)/.test(passage) ? passage.length : 0),
  },
  // International, with a plus or two zeros
  {
    kind: "telephone",
    pattern:
      /(?<![\dA-Za-z])(?:\+|00)[1-9]\d{0,2}[ ./-]{0,2}(?:\(0?\d{1,5}\)[ ./-]?)?\d(?:[ ./-]{0,2}\d){5,12}(?!\d)/g,
    accepts: telephoneOf(8, 17),
  },
  // North America, with separators
  {
    kind: "telephone",
    pattern: /(?<![\d.,¥$€£-])(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?![\d-])/g,
    accepts: telephoneOf(10, 11),
  },
  // Trunk prefix 0: Germany, United Kingdom and most others
  {
    kind: "telephone",
    pattern: /(?<![\dA-Za-z.,:-])\(?0[1-9]\d{1,4}\)?(?:[ /-]{1,3}\d{2,}){1,6}(?![\d:])/g,
    accepts: (passage) => (/^\d{5}-\d{4}$/.test(passage) ? 0 : telephoneOf(8, 13)(passage)),
  },
  { kind: "telephone", pattern: /(?<![\dA-Za-z.,-])0[1-9]\d{8,10}(?![\dA-Za-z])/g },
  // Whatever follows a word that announces it
  {
    kind: "telephone",
    pattern: new RegExp(
      `(?:(?<![\\p{Script=Latin}])(?:${announced}))${connectors}(?<passage>\\(?\\d(?:[ ./()-]{0,2}\\d){6,14})(?!\\d)`,
      "giu",
    ),
    accepts: telephoneOf(7, 15),
  },
  {
    kind: "telephone",
    pattern:
      /(?:微信|威信|薇信|wechat|weixin|(?<![A-Za-z])(?:wx|vx)|企鹅|扣扣|(?<![A-Za-z])qq)\s?(?:号码?|id|群)?\s?(?:是|为|is|[:：=#])?\s?(?<passage>(?=[A-Za-z_-]*\d)[A-Za-z\d][A-Za-z\d_-]{4,19})(?![A-Za-z\d_])(?!\s?[元块人次年月日])/gi,
  },
  {
    kind: "telephone",
    pattern:
      /(?:微信|威信|薇信|wechat|weixin|(?<![A-Za-z])(?:wx|vx))\s?(?:(?:号码?|id)\s?(?:是|为|is|[:：=#])?|(?<=[信vVwW][xX]?)\s?[:：])\s?(?<passage>[A-Za-z][A-Za-z\d_-]{5,19})(?![A-Za-z\d_])/gi,
  },
];

/** The half-width twin of a full-width character; a plain hyphen or space for a typographic one. */
function halfWidth(character: string): string {
  if (/[\u2010-\u2015]/.test(character)) return "-";
  if (/[\u3000\u00A0]/.test(character)) return " ";
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}
