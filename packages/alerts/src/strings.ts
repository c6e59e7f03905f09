import type { LocalizedText } from "@cxkit/core";
import type { AlertStrings } from "./alert-strings.ts";
import { englishStrings } from "./strings.en.ts";
import { chineseStrings } from "./strings.zh.ts";

export { textIn } from "./text-in.ts";

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
