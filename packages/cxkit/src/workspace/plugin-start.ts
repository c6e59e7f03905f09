import { cxError } from "@cxkit/core";
import type { ForeignTier, InstalledPlugin, StartRunner } from "@cxkit/host/plugins";
import type { WorkspaceConfig } from "./workspace-config.ts";

/** Where plugins' code runs. */
export interface PluginStart {
  readonly start: StartRunner;
  /**
   * Finds out where a plugin may run on this machine, once, before it is needed.
   *
   * @throws {CxError} `invalid-setup` when it is somebody else's, and nothing here keeps it from what is not its own
   */
  ready(plugin: InstalledPlugin): Promise<void>;
}

/**
 * Starts what came with the program in a fenced process, and plugins of others in the first tier that was just seen to hold what it
 * promises.
 *
 * @param tier tries it; asked once, when the first plugin of somebody else's is needed
 * @param trusted whether a plugin came with the program
 */
export function pluginStart(
  { isolation }: Pick<WorkspaceConfig, "isolation">,
  trusted: (plugin: InstalledPlugin) => boolean,
  tier: (policy: { readonly advisory?: "accept" | "refuse" }) => Promise<ForeignTier> = seenTier,
): PluginStart {
  let seen: Promise<ForeignTier> | undefined;
  let accepting: Promise<ForeignTier> | undefined;
  const tierOf = async (plugin: InstalledPlugin): Promise<"process" | "sandbox"> => {
    if (trusted(plugin)) return "process";
    const found = await (seen ??= tier(isolation ?? {}));
    if (found.tier !== null) return found.tier;
    const { id } = plugin.manifest;
    // Whether a word of the operator's would do: tried once, and only where it was not given.
    const accepted =
      isolation?.advisory === "accept" ? found : await (accepting ??= tier({ advisory: "accept" }));
    const remedy =
      accepted.tier === null
        ? 'a system that lets this user make namespaces would do, or Node.js 24 and isolation: { advisory: "accept" }'
        : 'isolation: { advisory: "accept" } runs them all the same';
    throw cxError(
      "invalid-setup",
      `${id} is not run: on this machine plugins of others are not kept from what is not theirs (${found.why}); ${remedy}`,
      { path: "isolation.advisory", contribution: id },
    );
  };
  return {
    async start(plugin, options) {
      const { processRunner, sandboxRunner } = await import("@cxkit/host/plugins");
      const run = (await tierOf(plugin)) === "sandbox" ? sandboxRunner : processRunner;
      return run(plugin, options);
    },
    ready: async (plugin) => void (await tierOf(plugin)),
  };
}

async function seenTier(policy: { readonly advisory?: "accept" | "refuse" }): Promise<ForeignTier> {
  const { foreignTier, probeIsolation } = await import("@cxkit/host/plugins");
  return foreignTier(await probeIsolation({ acts: "reach" }), policy);
}
