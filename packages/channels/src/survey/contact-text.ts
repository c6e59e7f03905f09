/** From the last character before the @ on: that there are more of them changes nothing. */
const email = /[\p{L}\d._%+-]@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,4}\.[\p{L}]{2,24}/u;

/** Identity numbers of China and the United States, and cards of 16 digits. */
const identity =
  /(?<![\dA-Za-z])(?:[1-9]\d{5}[ -]?\d{8}[ -]?\d{3}[\dXx]|\d{3}-\d{2}-\d{4}|\d{4}([ -])\d{4}\1\d{4}\1\d{4})(?![\dA-Za-z])/;

/** Looked for in what anybody may send: no part of a pattern can be cut into repetitions in more ways than one. */
const telephones: readonly RegExp[] = [
  // Chinese mobile numbers, landlines with their area code, 400 and 800 numbers
  /(?<![\dA-Za-z.,])(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/,
  /(?<![\d.,])(?:\(0\d{2,3}\) ?|0\d{2,3}[- ])\d{7,8}(?!\d)/,
  /(?<![\d.,-])[48]00-\d{3,4}-\d{3,4}(?!\d)/,
  // International, with a plus or two zeros
  /(?<![\dA-Za-z])(?:\+|00)[1-9]\d{0,2}[ ./-]{0,2}(?:\(0?\d{1,5}\)[ ./-]?)?\d(?:[ ./-]{0,2}\d){6,12}(?!\d)/,
  // North America
  /(?<![\d.,-])(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?![\d-])/,
  // A trunk prefix: Germany, France, the United Kingdom and most others
  /(?<![\dA-Za-z.,:-])\(?0[1-9]\d{1,4}\)?[ /-]{1,3}\d{3,}(?:[ /-]\d{2,}){0,5}(?![\d:])/,
  /(?<![\dA-Za-z.,:-])0[1-9](?:[ .-]\d\d){4}(?![\d:])/,
  /(?<![\dA-Za-z.,-])0[1-9]\d{8,10}(?![\dA-Za-z])/,
  // Whatever follows a word that announces it
  /(?:(?:tele)?phone|\btel|mobile|\bcell|\bcall|\bwhatsapp|\bfax|telefon|handy|mobil|r[üu]ckruf|t[ée]l[ée]phone|tel[ée]fono|电话|手机|联系|致电|回电|号码)[^\d\n]{0,16}\d(?:[ ./()-]{0,2}\d){6,14}(?!\d)/iu,
  /(?:微信|wechat|weixin|\bqq)\s?(?:号码?|id)?\s?(?:是|为|is|[:：=#])?\s?(?=[a-z_-]{0,19}\d)[a-z\d][a-z\d_-]{4,19}/iu,
];

/**
 * Whether a text holds an e-mail address, a telephone number or an identity number anywhere in it. Says yes where it is in
 * doubt: what it speaks of is then not segmented by.
 *
 * @example holdsContact("Call me on 13800138000") // => true
 * @example holdsContact("mail j.doe@example.org, please") // => true
 * @example holdsContact("18–24 years, since 2019") // => false
 */
export function holdsContact(text: string): boolean {
  if (!/[@＠\p{Nd}]/u.test(text)) return false;
  const plain = text
    .normalize("NFKC")
    .replace(/[\u2010-\u2015]/g, "-")
    // What nobody sees, as address books put it around and into numbers.
    .replace(/\p{Cf}/gu, "")
    .replace(/[^\P{Nd}\d]/gu, digitOf);
  return email.test(plain) || identity.test(plain) || telephones.some((pattern) => pattern.test(plain));
}

/** A digit of any script as one of ours: digits of a script stand in a row of ten, zero first. */
function digitOf(letter: string): string {
  let value = 0;
  const point = letter.codePointAt(0) ?? 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
}

/**
 * A cell as a message may quote it: cut to a length, and not at all where it holds contact details.
 *
 * @example quotable("very good", 40) // => "very good"
 * @example quotable("ask a@example.org", 40) // => "•••"
 */
export function quotable(text: string, most = 40): string {
  if (holdsContact(text)) return "•••";
  // Not in the middle of a character: half of one is none.
  return text.length > most ? `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}
