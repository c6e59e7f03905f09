import type { RuleKind } from "@cxkit/alerts";
import { isCxError } from "@cxkit/core";
import type { ConfigProblem } from "./config-problem.ts";
import { hasCode } from "./find-contribution.ts";
import { jsonSchemaProblems } from "./json-schema-problems.ts";
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
 * its own; one with code becomes a kind of its own, and runs where the
 * plugin's code does.
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
        const { entry } = one;
        const { pluginAlertRule } = await import("@cxkit/host/plugins");
        const rule = pluginAlertRule(plugins.parts(one.plugin), one.plugin, entry);
        const keys = Object.keys((entry.params["properties"] ?? {}) as object);
        const params = Object.fromEntries(Object.entries(own).filter(([key]) => keys.includes(key)));
        problems.push(...jsonSchemaProblems(entry.params, params, `rules.${id}`));
        kinds[kind] = { keys, rule: () => rule };
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
