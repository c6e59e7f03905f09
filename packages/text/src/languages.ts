import { type Command, defineCommand, writtenTexts } from "@cxkit/core";
import * as z from "zod";
import { language } from "./language.ts";
import type { TextSettings } from "./settings.ts";

/** Which comments are counted. */
export interface LanguagesParams {
  /** Languages that are less sure than this are not told, 0…1. Default: what the plugin's settings say, else 0.55. */
  readonly confidence?: number;
}

/** Comments of one language in one script. */
export interface LanguageCount {
  /** BCP 47 tag; `null` where the language cannot be told. */
  readonly language: string | null;
  /** ISO 15924 code; `null` where there are no letters, or none prevail. */
  readonly script: string | null;
  readonly comments: number;
}

/** What the stored comments are written in. */
export interface LanguageCounts {
  readonly comments: number;
  /** Most comments first. */
  readonly languages: readonly LanguageCount[];
}

/**
 * Counts what the stored comments are written in: answers to verbatim items, and the texts of reviews, posts and mails. No text comes
 * out. Needs the data class `free-text`.
 *
 * @example languages.effects // => "read"
 */
export const languages: Command<LanguagesParams, LanguageCounts> = defineCommand({
  id: "languages",
  title: "Languages of comments",
  effects: "read",
  params: z.strictObject({ confidence: z.number().min(0).max(1).exactOptional() }),
  async run(params, { store, signal, settings }) {
    const own = settings as TextSettings | undefined;
    const confidence = params.confidence ?? own?.confidence ?? 0.55;
    const textsOf = writtenTexts(await store.items());
    const counts = new Map<string, LanguageCount>();
    let comments = 0;
    for await (const event of store.events({ types: ["survey.responded", "feedback.posted"] })) {
      signal.throwIfAborted();
      const batch = textsOf(event).map((text, place) => ({ id: String(place), text }));
      for (const { language: found, script = null } of await language.analyze(batch, { confidence })) {
        const tag = found?.tag ?? null;
        const key = `${tag} ${script}`;
        comments += 1;
        counts.set(key, { language: tag, script, comments: (counts.get(key)?.comments ?? 0) + 1 });
      }
    }
    return {
      comments,
      languages: [...counts.values()].toSorted((one, other) => other.comments - one.comments),
    };
  },
});
