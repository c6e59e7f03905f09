import { cxError } from "@cxkit/core";
import type {
  ForeignTier,
  InstalledPlugin,
  IsolationPolicy,
  IsolationReport,
  SeenEnforcement,
  StartRunner,
  Tier,
} from "@cxkit/host/plugins";
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
  /** What that showed of a tier; `null` where nothing was tried yet, or that tier was not. */
  enforcement(tier: Tier): SeenEnforcement | null;
}

/**
 * Starts what came with the program in a fenced process, and plugins of others in the first tier that was just seen to hold what it
 * promises.
 *
 * @param probe tries it; asked once, when the first plugin of somebody else's is needed
 * @param trusted whether a plugin came with the program
 */
export function pluginStart(
  { isolation }: Pick<WorkspaceConfig, "isolation">,
  trusted: (plugin: InstalledPlugin) => boolean,
  probe: () => Promise<IsolationReport> = probeReach,
): PluginStart {
  let probing: Promise<IsolationReport> | undefined;
  let seen: (tier: Tier) => SeenEnforcement | null = () => null;
  const tier = async (policy: IsolationPolicy): Promise<ForeignTier> => {
    const report = await (probing ??= probe());
    const { foreignTier, seenEnforcement } = await import("@cxkit/host/plugins");
    seen = (one) => seenEnforcement(report, one);
    return foreignTier(report, policy);
  };
  const tierOf = async (plugin: InstalledPlugin): Promise<"process" | "sandbox"> => {
    if (trusted(plugin)) return "process";
    const found = await tier(isolation ?? {});
    if (found.tier !== null) return found.tier;
    const { id } = plugin.manifest;
    // Whether a word of the operator's would do.
    const accepted = await tier({ advisory: "accept" });
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
    enforcement: (one) => seen(one),
  };
}

async function probeReach(): Promise<IsolationReport> {
  const { probeIsolation } = await import("@cxkit/host/plugins");
  return probeIsolation({ acts: "reach" });
}
