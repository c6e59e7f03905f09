import { contributionNames, type PluginManifest } from "@cxkit/core";
import { activationEvents, type DiscoveredPlugin, type PluginState } from "@cxkit/host/plugins";
import { installedQuality } from "../authoring/installed-quality.ts";
import type { RunningPlugin } from "../workspace/running-plugin.ts";
import { pluginId, type ProjectPlugins } from "./project-plugins.ts";

/** How a plugin of a project stands: by what is written down, or as the process says that runs the workspace. */
export interface PluginStanding {
  readonly id: string;
  readonly version: string | null;
  /** `ready`: it is started when it is needed. Where a process runs the workspace, what that process says. */
  readonly state: "ready" | PluginState;
  /** Why it cannot be used, or not yet; `null` when it can. */
  readonly why: string | null;
  /**
   * Where its code runs: `data` has none; `process`, fenced, is what everything but stores gets; `in-process` is what is left with stores
   * alone.
   */
  readonly tier: "data" | "process" | "in-process" | null;
  readonly contributions: readonly string[];
  /** The events that start it. */
  readonly activation: readonly string[];
  readonly origin: DiscoveredPlugin["origin"];
  readonly directory: string;
  /** Level that its evidence reaches; `null` where there is none. */
  readonly quality: string | null;
  /** What became of it where the workspace runs; `null` where it does not. */
  readonly running: RunningPlugin | null;
}

/** How a plugin stands. */
export async function pluginStanding(
  found: DiscoveredPlugin,
  {
    decide,
    changed,
    disabled,
    quarantine,
  }: Pick<ProjectPlugins, "decide" | "changed" | "disabled" | "quarantine">,
  statuses: readonly RunningPlugin[] = [],
): Promise<PluginStanding> {
  const id = pluginId(found);
  const { origin } = found;
  if (found.state !== "resolved") {
    const { version, state, problems, directory } = found;
    const nothing = { tier: null, contributions: [], activation: [], quality: null, running: null };
    return { id, version, state, why: problems.join("; "), origin, directory, ...nothing };
  }
  const { manifest, version, directory } = found.plugin;
  const decision = decide(found);
  const off = disabled.includes(id);
  const kept = quarantine.reason(id, version);
  // Another version runs until the workspace is started again.
  const known = statuses.find((one) => one.id === id);
  const running = known?.version === version ? known : null;
  const before = known && !running ? `the running workspace was started with ${known.version}` : null;
  const other = decision.granted ? await changed(found.plugin) : null;
  const [state, why] = off
    ? (["disabled", "left out by CXKIT_ONLY_PLUGINS"] as const)
    : kept !== null
      ? (["quarantined", kept] as const)
      : decision.granted
        ? other === null
          ? (["ready", before] as const)
          : (["blocked", other] as const)
        : (["blocked", `not granted: ${decision.missing.join("; ")}`] as const);
  return {
    id,
    version,
    state: running?.state ?? state,
    why: running ? running.why : why,
    tier: tierOf(manifest),
    contributions: contributionNames(manifest.contributes),
    activation: activationEvents(manifest),
    origin,
    directory,
    quality: await installedQuality(directory),
    running,
  };
}

/** Where a plugin's code runs follows from what it is: see `PluginStanding`. */
export function tierOf({ contributes }: PluginManifest): "data" | "process" | "in-process" {
  const kinds = Object.entries(contributes).flatMap(([kind, entries]) =>
    Array.isArray(entries) && entries.some((entry: object) => "module" in entry) ? [kind] : [],
  );
  if (kinds.length === 0) return "data";
  return kinds.some((kind) => kind !== "stores") ? "process" : "in-process";
}
