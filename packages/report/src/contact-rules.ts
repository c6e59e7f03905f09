import { ibanLength, isOldResidentIdentity, isPaymentCard, isResidentIdentity } from "./identity-numbers.ts";

/** One shape that contact details come in. */
export interface ContactRule {
  readonly kind: "email" | "telephone" | "identity";
  /** The group `passage` is what is masked; without it, the whole match. */
  readonly pattern: RegExp;
  /** How much of the passage to mask, from its begin; 0 for nothing. */
  readonly accepts?: (passage: string) => number;
  /** The text itself says what it is. */
  readonly announced?: true;
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

const announcing = [
  "(?:tele)?phone",
  "tel",
  "mobile",
  "cell",
  "call(?:ed)?",
  "ring",
  "text",
  "reach",
  "contact",
  "my number",
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
// No two ways to read the same characters: what nothing follows would be tried in all of them.
const connectors =
  "(?:\\s*(?:numbers?|nummer|no\\b|nr\\b|is|at|on|me|us|back|under|unter|ist|号码?|是|为|請|请打?|我|[:：=#.(（+-]))*\\s*";
const identityWords =
  "身份证(?:号码?)?|证件号码?|护照(?:号码?)?|passport|id card|identity card|social security|ssn|national insurance|personalausweis|reisepass";

/** Every shape, the surest first: what one rule has taken, no later one sees. */
export const contactRules: readonly ContactRule[] = [
  {
    kind: "email",
    pattern:
      /(?:mailto:)?[\p{Script=Latin}\p{Script=Cyrillic}\d._%+-]{1,64}\s?(?:@|[([{]\s?(?:at|@)\s?[)\]}])\s?[\p{L}\p{N}-]{1,63}(?:\s?(?:\.|[([{]\s?dot\s?[)\]}])\s?[\p{L}\p{N}-]{1,63}){0,4}\.(?:[A-Za-z]{2,24}(?![A-Za-z])|中国|中國|公司|网络|香港|台湾|рф)/gu,
    announced: true,
  },
  {
    kind: "email",
    pattern:
      /(?<![\w.])[\w.%+-]{2,64} at [\w-]{2,63} (?:dot|punkt) (?:com|net|org|edu|io|cn|de|uk|co|fr|eu)(?!\w)/gi,
    announced: true,
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
      `(?:${identityWords})${connectors}(?<passage>(?=[A-Z\\d -]{0,24}\\d{5})[A-Z]{0,2}\\d[A-Z\\d]{5,17})`,
      "gi",
    ),
    accepts: (passage) => (isDate(passage) ? 0 : passage.length),
    announced: true,
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
  // Chinese mobile numbers in words
  {
    kind: "telephone",
    pattern:
      /(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}(?![零〇一二三四五六七八九幺])/g,
  },
  // Hong Kong and Macao with their prefix, Brazil, France
  { kind: "telephone", pattern: /(?<![\dA-Za-z.,-])85[23][- ]\d{4}[- ]?\d{4}(?![\d-])/g },
  { kind: "telephone", pattern: /(?<![\dA-Za-z.,-])(?:\([1-9]\d\)|[1-9]\d) ?9\d{4}-\d{4}(?![\d-])/g },
  { kind: "telephone", pattern: /(?<![\dA-Za-z.,:-])0[1-9]([ .-])\d\d(?:\1\d\d){3}(?![\d:]|[.-]\d)/g },
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
    pattern:
      /(?<![\d.,¥$€£-])(?:1[-. ])?(?!\(?[234679]00)(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?![\d-])/g,
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
      `(?:(?<![\\p{Script=Latin}])(?:${announcing}))${connectors}(?<passage>\\(?\\d(?:[ ./()-]{0,2}\\d){6,14})(?!\\d)`,
      "giu",
    ),
    accepts: telephoneOf(7, 15),
    announced: true,
  },
  {
    kind: "telephone",
    pattern:
      /(?:微信|威信|薇信|wechat|weixin|(?<![A-Za-z])(?:wx|vx)|企鹅|扣扣|(?<![A-Za-z])qq)\s?(?:号码?|id|群)?\s?(?:是|为|is|[:：=#])?\s?(?<passage>(?=[A-Za-z_-]{0,19}\d)[A-Za-z\d][A-Za-z\d_-]{4,19})(?![A-Za-z\d_])(?!\s?[元块人次年月日])/gi,
    announced: true,
  },
  {
    kind: "telephone",
    pattern:
      /(?:v信|薇信?|加我?\s?(?:v信?|薇信?)|(?<![A-Za-z\d])v(?=\s?[:：]))\s?(?:号|是|为)?\s?[:：]?\s?(?<passage>(?=[A-Za-z_-]{0,19}\d)(?=\d{0,19}[A-Za-z_])[A-Za-z\d][A-Za-z\d_-]{4,19})(?![A-Za-z\d_])/gi,
    announced: true,
  },
  {
    kind: "telephone",
    pattern:
      /(?:微信|威信|薇信|wechat|weixin|(?<![A-Za-z])(?:wx|vx))\s?(?:(?:号码?|id)\s?(?:是|为|is|[:：=#])?|(?<=[信vVwW][xX]?)\s?[:：])\s?(?<passage>[A-Za-z][A-Za-z\d_-]{5,19})(?![A-Za-z\d_])/gi,
    announced: true,
  },
];
