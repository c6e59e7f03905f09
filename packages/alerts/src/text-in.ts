import type { LocalizedText } from "@cxkit/core";

/** A text in the language asked for, or else in the one there is. */
export function textIn(text: string | LocalizedText, language: "en" | "zh"): string {
  if (typeof text === "string") return text;
  return text[language] ?? text["en"] ?? Object.values(text)[0] ?? "";
}
