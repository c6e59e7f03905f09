import type { InstalledPlugin, PluginManager } from "@cxkit/host/plugins";
import { pluginId, type ProjectPlugins } from "../plugins/project-plugins.ts";

/**
 * Has a manager go by what is written down about plugins now: it looks at the grants again, lets out of quarantine what is no longer kept
 * there, and takes in what is new. A plugin of which another version is installed by now stays as it is until the workspace is started again:
 * what it contributes was built into the workspace.
 *
 * @param project read a moment ago; what `manager` asks of grants and quarantine goes by it already
 * @returns the plugins that are new
 */
export async function refreshPlugins(
  manager: PluginManager,
  { plugins, disabled, quarantine }: Pick<ProjectPlugins, "plugins" | "disabled" | "quarantine">,
): Promise<readonly InstalledPlugin[]> {
  const added: InstalledPlugin[] = [];
  for (const found of plugins) {
    const id = pluginId(found);
    const [known] = manager.status(id);
    const usable = known !== undefined && known.state !== "invalid" && known.state !== "incompatible";
    if (usable || found.state !== "resolved" || disabled.includes(id)) continue;
    await manager.replace(found);
    added.push(found.plugin);
  }
  for (const { id, version, state } of manager.status()) {
    if (state === "quarantined" && quarantine.reason(id, version ?? "") === null) await manager.release(id);
  }
  await manager.regrant();
  return added;
}
