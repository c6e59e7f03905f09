import { isCxError, type PluginManifest } from "@cxkit/core";
import { exportedContributions } from "./build-plugin.ts";
import { manifestDrift } from "./manifest-drift.ts";
import { packageProblems, type PluginProblem } from "./package-problems.ts";
import { isRecord, type PluginPackage, pluginPackage } from "./plugin-package.ts";

/** What a check found. */
export interface CheckedPlugin {
  /** `null` where the package names none. */
  readonly id: string | null;
  readonly problems: readonly PluginProblem[];
}

/**
 * Checks everything about a plugin that can be checked without running its contributions: the manifest against its schema and its own
 * rules, and against what the code exports, in both directions; and the package.
 *
 * @param folder the package's; its modules are imported
 * @param engine version of CXKit to check against
 * @throws {CxError} `invalid-setup` when the folder holds no package
 */
export async function checkPlugin(folder: string, engine: string): Promise<CheckedPlugin> {
  const plugin = await pluginPackage(folder);
  const own = plugin.json["cxkit"];
  const id = isRecord(own) && typeof own["id"] === "string" ? own["id"] : null;
  const problems = [
    ...(await manifestOf(plugin)),
    ...(await driftOf(plugin)),
    ...(await packageProblems(plugin, engine)),
  ];
  return { id, problems };
}

async function manifestOf({ json }: PluginPackage): Promise<readonly PluginProblem[]> {
  const { manifestProblems, pluginManifestSchema } = await import("@cxkit/core/schema");
  const checked = pluginManifestSchema.safeParse(json["cxkit"]);
  if (!checked.success)
    return checked.error.issues.map(({ path, message }) => error(["cxkit", ...path].join("."), message));
  const manifest: PluginManifest = checked.data;
  const { dataProblems } = await import("./data-problems.ts");
  const problems = manifestProblems(manifest).map(({ path, message, level }) => ({
    place: `cxkit.${path}`,
    message,
    level,
  }));
  return [...problems, ...dataProblems(manifest)];
}

async function driftOf(plugin: PluginPackage): Promise<readonly PluginProblem[]> {
  const own = plugin.json["cxkit"];
  const declared = isRecord(own) && isRecord(own["contributes"]) ? own["contributes"] : {};
  try {
    const drift = manifestDrift(declared, await exportedContributions(plugin));
    return drift.map((message) =>
      error("cxkit.contributes", `${message}; "cxkit plugin build" writes it anew`),
    );
  } catch (thrown) {
    // The package's own code, or what it exports: whoever checks wants to hear of everything else, too.
    if (!isCxError(thrown)) throw thrown;
    return [error(thrown.place.path ?? thrown.place.file ?? "exports", thrown.message)];
  }
}

function error(place: string, message: string): PluginProblem {
  return { place, message, level: "error" };
}
