/**
 * Question text as it was put: without numbering (`1、`, `Q3.`, `第3题：`), markup, the tool's own marks (`[单选题]`) and padding.
 * Text piped in from elsewhere (`${e://Field/Name}`, `[Field-Name]`) is an ellipsis.
 *
 * @example plainWording("第3题：您对<b>配送</b>的满意度&nbsp;*") // => "您对配送的满意度"
 * @example plainWording("Q3. Dear ${e://Field/Name}, how easy was it?") // => "Dear …, how easy was it?"
 */
export function plainWording(text: string): string {
  return text
    .replace(/[\uFEFF\u200B-\u200D\u2060]/g, "")
    .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, " ")
    .replace(/<\/?(?:a|b|em|font|i|s|span|strong|sub|sup|u)\b[^>]*>/gi, "")
    .replace(/<\/?[a-z][^>]*>/gi, " ")
    .replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/\$\{[a-z]+:\/\/[^}]*\}|\{\{[^}]*\}\}|\[(?:Field|QID\d+|Contact|Embedded)-[^\]]*\]/gi, "…")
    .replace(
      /\s*[[【(（]\s*(?:单选|多选|量表|矩阵|填空|打分|评分|排序|必答|选填)[^\]】)）]{0,8}题?\s*[\]】)）]/gu,
      "",
    )
    .replace(
      /^\s*\*?\s*(?:第\s*\d+\s*题\s*[、.．:：)）]?\s*|(?:Q?\d+\s*[、.．)）:：]|Q\d+\s*[-_ ])\s*)(?=\S{2})/iu,
      "",
    )
    .replace(/\s+/g, " ")
    .replace(/(\S)\s*\*$/u, "$1")
    .trim();
}

/**
 * The short form of a question for tables and charts: without its scale (`(0-10)`, "On a scale of 0 to 10,") and what
 * Qualtrics adds (" - Selected Choice"). The wording itself stays complete.
 *
 * @example labelText("On a scale of 0-10, how likely are you to recommend us?") // => "How likely are you to recommend us?"
 * @example labelText("您对配送的满意度（1～5分）") // => "您对配送的满意度"
 */
export function labelText(wording: string): string {
  const short = wording
    .replace(/\s+- (?:Selected Choice|Group)$/i, "")
    .replace(
      /^(?:on|using) a scale (?:of|from|between)?\s*\d+\s*(?:-|–|—|to|and)\s*\d+\s*(?:\([^)]*\)|,?\s*where [^,]*(?:,[^,]*\d[^,]*)*)?,\s*/i,
      "",
    )
    .replace(/\s*[[(（【][^()[\]（）【】]*[\])）】]$/u, (part) => (isScale(part) ? "" : part))
    .trim();
  if (short === "" || short === wording) return wording;
  return short[0]!.toUpperCase() + short.slice(1);
}

/** Nothing but a range of points and words about it. */
const isScale = (part: string) =>
  /(?<!\d)[01]\s*(?:分)?\s*(?:-|–|—|~|〜|～|to|到|至|=|＝)\s*\S/u.test(part) &&
  /(?<!\d)(?:[3-7]|9|10|11|100)(?!\d)/.test(part);

const named: ReadonlyMap<string, string> = new Map([
  ["nbsp", " "],
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["rsquo", "’"],
  ["lsquo", "‘"],
  ["rdquo", "”"],
  ["ldquo", "“"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["hellip", "…"],
  ["eacute", "é"],
  ["uuml", "ü"],
  ["ouml", "ö"],
  ["auml", "ä"],
  ["szlig", "ß"],
]);

function entity(name: string): string | undefined {
  if (!name.startsWith("#")) return named.get(name) ?? named.get(name.toLowerCase());
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 31 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : undefined;
}
