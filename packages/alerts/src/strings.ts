import type { LocalizedText } from "@cxkit/core";
import type { AlertStrings } from "./alert-strings.ts";
import { englishStrings } from "./strings.en.ts";
import { chineseStrings } from "./strings.zh.ts";

/** The languages that alerts speak. */
export type Language = "en" | "zh";

/** The words of a language. */
export function stringsOf(language: Language): AlertStrings {
  return language === "zh" ? chineseStrings : englishStrings;
}

/** A sentence in every language. */
export function inBoth(say: (words: AlertStrings) => string): LocalizedText {
  return { en: say(englishStrings), zh: say(chineseStrings) };
}

/** A text in the language asked for, or else in the one there is. */
export function textIn(text: string | LocalizedText, language: Language): string {
  if (typeof text === "string") return text;
  return text[language] ?? text["en"] ?? Object.values(text)[0] ?? "";
}
