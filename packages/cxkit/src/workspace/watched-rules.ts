import { type RuleKind, rulesFrom, type WatchedRule } from "@cxkit/alerts";
import { isCxError } from "@cxkit/core";
import type { ConfigProblem } from "./config-problem.ts";
import type { WorkspaceScore } from "./workspace.ts";
import type { RuleSettings } from "./workspace-config.ts";

/**
 * The rules of a configuration: those written as data, whose metrics are the workspace's scores, and those handed in.
 *
 * @param problems where problems are put, each with its key
 * @param kinds kinds of rules besides those that come with cxkit
 * @param broken scores that something is wrong with: rules about them are not looked at
 */
export function watchedRules(
  rules: { readonly [id: string]: RuleSettings },
  scores: ReadonlyMap<string, WorkspaceScore>,
  problems: ConfigProblem[],
  broken: ReadonlySet<string> = new Set(),
  kinds: { readonly [kind: string]: RuleKind } = {},
): readonly WatchedRule[] {
  const metrics = Object.fromEntries([...scores].map(([id, { metric }]) => [id, metric]));
  const found: WatchedRule[] = [];
  for (const [id, settings] of Object.entries(rules)) {
    if ("rule" in settings) {
      found.push({ ...(settings as Omit<WatchedRule, "id">), id });
      continue;
    }
    if ("metric" in settings && broken.has(settings.metric)) continue;
    try {
      found.push(...rulesFrom({ [id]: settings }, { metrics, kinds }));
    } catch (error) {
      if (!isCxError(error, "invalid-setup")) throw error;
      const { path = `rules.${id}` } = error.place;
      problems.push({ path, message: error.message.replace(`${path}: `, "") });
    }
  }
  return found;
}
