/**
 * What verbatims are written in: language and script, found offline, and not told where they cannot be.
 *
 * @packageDocumentation
 */
export { language } from "./language.ts";
export type { LanguageParams } from "./language.ts";
export { languages } from "./languages.ts";
export type { LanguageCount, LanguageCounts, LanguagesParams } from "./languages.ts";
export { settings } from "./settings.ts";
export type { TextSettings } from "./settings.ts";
