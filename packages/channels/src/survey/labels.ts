import type { LocalizedText } from "@cxkit/core";

/** A column's own words as localized text: Chinese where it has Chinese characters, else under English. */
export function label(text: string): LocalizedText {
  return /\p{Script=Han}/u.test(text) ? { zh: text } : { en: text };
}
