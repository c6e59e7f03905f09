import type { LocalizedText } from "@cxkit/core";
import type { ReportLocale } from "./model.ts";

/** The text in the report's language; else English; else whatever there is. */
export function localized(text: LocalizedText, locale: ReportLocale): string {
  return text[locale] ?? text["en"] ?? Object.values(text)[0] ?? "";
}
