import { defineTextAnalyzer, type TextAnalyzer, type TextFinding } from "@cxkit/core";
import { eld } from "eld/extrasmall";
import * as z from "zod";
import { writtenIn } from "./script.ts";

/** How sure is sure enough. */
export interface LanguageParams {
  /** Languages that are less sure than this are not told, 0…1. Default 0.55. */
  readonly confidence: number;
}

/**
 * Language and script of verbatims, offline. The script follows from the letters. The language follows from the script where one language
 * is written in it (Chinese, Japanese, Korean, Thai, Greek…), else from sequences of letters (`eld`).
 *
 * Never guessed: a text with too few letters, with two scripts side by side, or between two languages gives `null`. `confidence` is
 * how far the language is ahead of the next one, as ½ + ½ · lead; it is no probability. Indonesian is told as Malay (`ms`), the
 * macrolanguage of both. The first 2,000 characters count; addresses in a text do not.
 *
 * @example (await language.analyze([{ id: "1", text: "物流很快，包装完好" }], { confidence: 0.55 }))[0] // => { id: "1", script: "Hans", language: { tag: "zh", confidence: 0.95 } }
 * @example (await language.analyze([{ id: "2", text: "ok" }], { confidence: 0.55 }))[0] // => { id: "2", script: "Latn", language: null }
 */
export const language: TextAnalyzer<LanguageParams> = defineTextAnalyzer({
  id: "language",
  title: "Language and script",
  languages: ["und"],
  offline: true,
  params: z.strictObject({ confidence: z.number().min(0).max(1).default(0.55) }),
  analyze: (batch, { confidence }) =>
    Promise.resolve(batch.map(({ id, text }) => finding(id, text, confidence))),
});

function finding(id: string, text: string, least: number): TextFinding {
  const words = text.slice(0, 2000).replaceAll(addresses, " ");
  const written = writtenIn(words);
  if (!written) return { id, script: null, language: null };
  // Two thirds of one script: a product's name among Chinese characters is no second language.
  if (written.share < 2 / 3)
    return { id, script: written.share > 1 / 2 ? written.script : null, language: null };
  const found = languageOf(words, written);
  return { id, script: written.script, language: found && found.confidence >= least ? found : null };
}

/** Web and mail addresses, and names after @: no language is in them. */
const addresses = /(?:https?:\/\/|www\.)[^\s<>"']{1,500}|[^\s@]{0,64}@[^\s@]{1,100}/giu;

function languageOf(
  text: string,
  { script, letters }: { readonly script: string; readonly letters: number },
): { readonly tag: string; readonly confidence: number } | null {
  const only = languageOfScript[script];
  if (only !== undefined) {
    if (letters < (script === "Hani" ? 3 : 2)) return null;
    // Without a character that says so, it may be Japanese without kana.
    return { tag: only, confidence: script === "Hani" ? 0.8 : 0.95 };
  }
  const result = eld.detect(text);
  if (!result.isReliable()) return null;
  const [[tag, score] = ["", 0], [, next] = ["", 0]] = Object.entries(result.getScores());
  if (!scripts[script]?.includes(tag)) return null;
  const lead = 1 - weight(next) / weight(score);
  return { tag, confidence: Math.round((1 / 2 + lead / 2) * 1000) / 1000 };
}

/** What a score of eld's was made of: it is s / (s + 25). */
function weight(score: number): number {
  return score / (1 - score);
}

/** Scripts in which comments are written in one language. */
const languageOfScript: { readonly [script: string]: string } = {
  Hans: "zh",
  Hant: "zh",
  Hani: "zh",
  Jpan: "ja",
  Kore: "ko",
  Thai: "th",
  Laoo: "lo",
  Khmr: "km",
  Mymr: "my",
  Tibt: "bo",
  Sinh: "si",
  Grek: "el",
  Armn: "hy",
  Geor: "ka",
  Taml: "ta",
  Telu: "te",
  Knda: "kn",
  Mlym: "ml",
  Gujr: "gu",
  Guru: "pa",
  Orya: "or",
};

/** Which of the languages that are told by sequences of letters are written in a script. */
const scripts: { readonly [script: string]: readonly string[] } = {
  Latn: "az ca cs da de en es et eu fi fr hr hu is it ku lt lv ms nl no pl pt ro sk sl sq sr sv tl tr vi yo".split(
    " ",
  ),
  Cyrl: ["be", "bg", "ru", "sr", "uk"],
  Arab: ["ar", "fa", "ku", "ur"],
  Deva: ["hi", "mr"],
  Beng: ["bn"],
  Hebr: ["he"],
  Ethi: ["am"],
};
