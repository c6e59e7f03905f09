import { type Json, type TextFinding, writtenTexts } from "@cxkit/core";
import type { ControlContext } from "./control-socket.ts";
import { refuseProblems } from "./config-problem.ts";
import { jsonSchemaProblems } from "./json-schema-problems.ts";
import type { Workspace } from "./workspace.ts";

/** Which text analyzer, and with what. */
export type AnalyzeArgs = { readonly analyzer: string; readonly params?: Json };

/** What was found in all that customers wrote: counts only, no words. `null` among the keys: looked for, and not to be told. */
export type TextSummary = {
  readonly texts: number;
  readonly languages: readonly Counted[];
  readonly scripts: readonly Counted[];
  readonly topics: readonly Counted[];
  /** Mean of those whose mood could be told, and how many those are; `null` where it was not looked for, or nowhere to be told. */
  readonly sentiment: { readonly mean: number; readonly texts: number } | null;
};
type Counted = { readonly value: string | null; readonly texts: number };

/** Texts in one batch. */
const together = 200;

/**
 * Has a plugin's text analyzer read what customers wrote: answers to verbatim items, and the texts of reviews, posts and messages.
 *
 * @throws {CxError} `invalid-setup` when there is none of that name, or the parameters are not its own
 */
export async function analyzeTexts(
  { plugins, store, http, now }: Workspace,
  { analyzer: name, params = {} }: AnalyzeArgs,
  { signal }: ControlContext,
): Promise<TextSummary> {
  const { plugin, entry } = await plugins.find("textAnalyzers", name);
  refuseProblems(jsonSchemaProblems(entry.params, params, "params"), name);
  const { pluginTextAnalyzer } = await import("@cxkit/host/plugins");
  const analyzer = pluginTextAnalyzer(plugins.parts(plugin), { http, secrets: {}, now }, plugin, entry);
  const textsOf = writtenTexts(await store.items());
  const found = { languages: counter(), scripts: counter(), topics: counter() };
  const moods: number[] = [];
  let texts = 0;
  let batch: { readonly id: string; readonly text: string }[] = [];
  const analyze = async (): Promise<void> => {
    signal?.throwIfAborted();
    for (const one of await analyzer.analyze(batch, params)) take(one);
    texts += batch.length;
    batch = [];
  };
  const take = ({ language, script, topics = [], sentiment }: TextFinding): void => {
    if (language !== undefined) found.languages.add(language?.tag ?? null);
    if (script !== undefined) found.scripts.add(script);
    for (const { topic } of topics) found.topics.add(topic);
    if (typeof sentiment === "number") moods.push(sentiment);
  };
  for await (const event of store.events({ types: ["survey.responded", "feedback.posted"] })) {
    for (const text of textsOf(event)) batch.push({ id: String(texts + batch.length), text });
    if (batch.length >= together) await analyze();
  }
  if (batch.length > 0) await analyze();
  const mean = moods.reduce((sum, mood) => sum + mood, 0) / moods.length;
  return {
    texts,
    languages: found.languages.list(),
    scripts: found.scripts.list(),
    topics: found.topics.list(),
    sentiment: moods.length === 0 ? null : { mean, texts: moods.length },
  };
}

function counter() {
  const counts = new Map<string | null, number>();
  return {
    add: (value: string | null) => void counts.set(value, (counts.get(value) ?? 0) + 1),
    list: (): readonly Counted[] =>
      [...counts]
        .map(([value, texts]) => ({ value, texts }))
        .toSorted((one, other) => other.texts - one.texts),
  };
}
