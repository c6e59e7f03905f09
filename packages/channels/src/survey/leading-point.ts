/**
 * The scale point an answer itself begins or ends with: `10 - Extremely likely`, `5 = very good`, `5分`, `4 stars`,
 * `★★★★☆`, `非常满意(5分)`. Ranges (`5-10 employees`), dates and sentences that happen to begin with a number are none.
 *
 * @returns undefined when the text names no point
 * @example leadingPoint("10 - Extremely likely") // => { point: 10, words: "Extremely likely" }
 * @example leadingPoint("★★★★☆") // => { point: 4, words: "" }
 * @example leadingPoint("5-10 employees") // => undefined
 */
export function leadingPoint(text: string): { readonly point: number; readonly words: string } | undefined {
  const plain = text.normalize("NFKC").trim();
  const leading =
    /^([-+]?\d{1,3}(?:\.\d+)?)\s*(?:分|点|點|星|points?|stars?|pts?)?\s*(?:$|[-–—−=:、.)(\]]\s*(?=[^\d\s]|$)(.*)$)/isu.exec(
      plain,
    );
  if (leading) return { point: Number(leading[1]), words: (leading[2] ?? "").replace(/[)\]]+$/, "").trim() };
  const trailing = /^(.*\D)[([]\s*(\d{1,3})\s*(?:分|点|點|星|points?|stars?)?\s*[)\]]$/isu.exec(plain);
  if (trailing) return { point: Number(trailing[2]), words: trailing[1]!.trim() };
  const outOf = /^(\d{1,2}(?:\.5)?)\s*(?:\/|out of)\s*(5|7|10)(?:\s*(?:分|points?|stars?))?$/iu.exec(plain);
  if (outOf && Number(outOf[1]) <= Number(outOf[2])) return { point: Number(outOf[1]), words: "" };
  // SurveyMonkey's other way round; only behind words of a scale, since "Terminal - 2" is a place.
  const behind = /^([^\d]{3,40}?)\s*[-–—=:]\s*(\d{1,2})$/u.exec(plain);
  if (behind && scaleWord.test(behind[1]!)) return { point: Number(behind[2]), words: behind[1]!.trim() };
  const half = /^([★⭐]\uFE0F?)+(?:½|1\u20442)☆*$/u.test(plain);
  if (half) return { point: (plain.match(/[★⭐]/gu)?.length ?? 0) + 0.5, words: "" };
  if (plain === "" || !/^(?:[★⭐]\uFE0F?)*☆*$/u.test(plain)) return undefined;
  return { point: plain.match(/[★⭐]/gu)?.length ?? 0, words: "" };
}

const scaleWord =
  /likely|satisf|agree|\beasy\b|difficult|\bpoor\b|\bgood\b|excellent|\bbad\b|recommend|满意|可能|同意|推荐|容易|困难|符合/iu;
