import type { PluginManager, PluginStatus, PluginUsage, SeenEnforcement, Tier } from "@cxkit/host/plugins";

/** How a plugin is in a process that has its workspace: what became of it, what it uses, what keeps it from what is not its own. */
export interface RunningPlugin extends PluginStatus, PluginUsage {
  /**
   * As it was tried when the first plugin of somebody else's was needed. `null` while no code of the plugin runs in a process of its own, and where
   * nothing was tried, as for plugins that came with cxkit.
   */
  readonly enforcement: SeenEnforcement | null;
}

/**
 * How the plugins of a manager are, with what each uses now. Nothing is tried or started for it.
 *
 * @param enforcement what was seen of a tier, `null` where nothing was
 */
export async function runningPlugins(
  manager: Pick<PluginManager, "status" | "usage">,
  enforcement: (tier: Tier) => SeenEnforcement | null,
): Promise<readonly RunningPlugin[]> {
  return Promise.all(
    manager.status().map(async (status) => {
      const { id, tier } = status;
      const usage = tier === null ? nothing : await manager.usage(id);
      return { ...status, ...usage, enforcement: tier === null ? null : enforcement(tier) };
    }),
  );
}

const nothing: PluginUsage = { rssBytes: null, cpuMs: null };
