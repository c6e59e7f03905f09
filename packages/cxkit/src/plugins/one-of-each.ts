import type { DiscoveredPlugin, PluginGrants, UsablePlugin } from "@cxkit/host/plugins";

/**
 * Plugins of which no two have one id. An id is what a package says of itself: of several that say the same, the one that it was granted to
 * keeps it, else the first; the others come last and say why they cannot be used. A package that was found twice is one.
 *
 * @param plugins in the order in which they were found
 */
export function oneOfEach(
  plugins: readonly DiscoveredPlugin[],
  grants: PluginGrants,
): readonly DiscoveredPlugin[] {
  const usable = plugins.filter((one) => one.state === "resolved");
  const owners = new Map<string, UsablePlugin>();
  for (const one of usable) {
    const { id } = one.plugin.manifest;
    const owner = Object.hasOwn(grants, id) ? grants[id]?.package : undefined;
    const first = owners.get(id);
    const granted = owner !== undefined && one.plugin.package === owner;
    if (first === undefined || (granted && first.plugin.package !== owner)) owners.set(id, one);
  }
  const kept: DiscoveredPlugin[] = [];
  const others: DiscoveredPlugin[] = [];
  for (const one of plugins) {
    const owner = owners.get(one.state === "resolved" ? one.plugin.manifest.id : one.id);
    if (owner === undefined || owner === one) kept.push(one);
    else if (one.state !== "resolved") others.push(one);
    else if (one.plugin.realDirectory !== owner.plugin.realDirectory) others.push(refused(one, owner));
  }
  return [...kept, ...others];
}

function refused({ plugin, origin }: UsablePlugin, owner: UsablePlugin): DiscoveredPlugin {
  const { manifest, version, directory } = plugin;
  const problem = `its id ${manifest.id} is that of ${owner.plugin.package ?? "another package"} in ${owner.plugin.directory}`;
  return {
    state: "invalid",
    id: plugin.package ?? manifest.id,
    version,
    directory,
    problems: [problem],
    origin,
  };
}
