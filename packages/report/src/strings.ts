import type { ReportLocale } from "./model.ts";
import type { ReportStrings } from "./report-strings.ts";
import { englishStrings } from "./strings.en.ts";
import { chineseStrings } from "./strings.zh.ts";

/** What a report says in a language. */
export function reportStrings(locale: ReportLocale): ReportStrings {
  return locale === "zh" ? chineseStrings : englishStrings;
}

/** Words for a code, or the code itself where there are none yet. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}
