import type { RuleKind } from "@cxkit/alerts";
import { type AlertRule, isCxError } from "@cxkit/core";
import type { ConfigProblem } from "./config-problem.ts";
import { hasCode } from "./find-contribution.ts";
import { codeOf } from "./plugin-data.ts";
import type { RuleSettings } from "./workspace-config.ts";
import type { WorkspacePlugins } from "./workspace-plugins.ts";

/** Rules with what plugins say put in, and the kinds that plugins have code for. */
export interface PluginRules {
  readonly rules: { readonly [id: string]: RuleSettings };
  readonly kinds: { readonly [kind: string]: RuleKind };
}

/** Kinds of rules that come with cxkit. */
const builtInKinds: readonly string[] = ["needs-person", "below-target", "changed"];

/**
 * Looks up the kinds of rules that are plugins'. One that is data stands for another kind and parameters, of which a workspace can say
 * its own; one with code becomes a kind of its own, and runs in this process.
 *
 * @param problems where problems are put, each with its key
 */
export async function pluginRules(
  rules: { readonly [id: string]: RuleSettings },
  plugins: WorkspacePlugins,
  problems: ConfigProblem[],
): Promise<PluginRules> {
  const found: { [id: string]: RuleSettings } = {};
  const kinds: { [kind: string]: RuleKind } = {};
  for (const [id, settings] of Object.entries(rules)) {
    if ("rule" in settings || typeof settings.kind !== "string" || builtInKinds.includes(settings.kind)) {
      found[id] = settings;
      continue;
    }
    const { kind, ...own } = settings;
    try {
      const one = await plugins.find("alertRules", kind, builtInKinds);
      if (hasCode(one.entry)) {
        const rule = (await codeOf("alert-rule", one, plugins)) as AlertRule;
        const properties = "params" in one.entry ? (one.entry.params["properties"] ?? {}) : {};
        kinds[kind] = { keys: Object.keys(properties as object), rule: () => rule };
        found[id] = settings;
      } else {
        const data = "data" in one.entry ? one.entry.data : {};
        found[id] = { title: one.entry.title, ...data, ...own } as unknown as RuleSettings;
      }
    } catch (error) {
      if (!isCxError(error, "invalid-setup")) throw error;
      problems.push({ path: `rules.${id}.kind`, message: error.message });
    }
  }
  return { rules: found, kinds };
}
