import type { Store, StoreDefinition } from "@cxkit/core";
import { isCxError } from "@cxkit/core";
import { type ConfigProblem, keyPath } from "./config-problem.ts";
import { codeOf } from "./plugin-data.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";
import type { WorkspacePlugins } from "./workspace-plugins.ts";

/** A store of a plugin, which can be opened. */
export interface NamedStore {
  open(directory: string): Promise<Store>;
}

/**
 * The store that a configuration names; `null` where it names none. Its code runs in this process.
 *
 * @param problems where problems are put, each with its key
 */
export async function storeOf(
  { store: settings }: Pick<WorkspaceConfig, "store">,
  plugins: WorkspacePlugins,
  problems: ConfigProblem[],
): Promise<NamedStore | null> {
  if (!settings) return null;
  try {
    const found = await plugins.find("stores", settings.store);
    const definition = (await codeOf("store", found, plugins)) as StoreDefinition;
    const checked = await definition.config["~standard"].validate(settings.config);
    if (!checked.issues) return { open: (directory) => definition.open(checked.value, { directory }) };
    for (const { path = [], message } of checked.issues)
      problems.push({
        path: ["store.config", keyPath(path)].filter((part) => part !== "").join("."),
        message,
      });
  } catch (error) {
    if (!isCxError(error, "invalid-setup")) throw error;
    problems.push({ path: "store", message: error.message });
  }
  return null;
}
