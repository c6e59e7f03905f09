import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import {
  contentsProblem,
  type DiscoveredPlugin,
  grantDecision,
  type GrantDecision,
  installedPlugins,
  isPacked,
  type InstalledPlugin,
  type PluginGrants,
  quarantineFile,
  type QuarantineRecord,
  readGrants,
  type UsablePlugin,
} from "@cxkit/host/plugins";
import { software } from "../software.ts";
import { grantedFiles } from "./granted-files.ts";
import { oneOfEach } from "./one-of-each.ts";

/** Version of CXKit that plugins run under. */
export const engine: string = software.replace(/^\S+ /, "");

/** The plugins of a project, as a host takes them. */
export interface ProjectPlugins {
  readonly plugins: readonly DiscoveredPlugin[];
  readonly grants: PluginGrants;
  /** Whether a plugin has been granted what it asks for. */
  readonly decide: (found: UsablePlugin) => GrantDecision;
  /**
   * Why a plugin that may run must not, as it is now: its files are others than those that were granted. `null` when they are not, or are not
   * looked at. Reads them all: for when it is started.
   */
  readonly changed: (plugin: InstalledPlugin) => Promise<string | null>;
  /** Ids of plugins that are left out this time. */
  readonly disabled: readonly string[];
  /** What remembers which of them are in quarantine. */
  readonly quarantine: QuarantineRecord;
}

/** How they are looked for. */
export interface ProjectPluginsOptions {
  /** Folders and archives that the configuration names, relative to its folder. */
  readonly paths?: readonly string[];
  /** `CXKIT_ONLY_PLUGINS` leaves out all plugins but those it lists: how `cxkit plugin bisect` tries some of them. */
  readonly environment?: { readonly [name: string]: string | undefined };
}

/**
 * The plugins of a project, with what was granted to them: what its `package.json` depends on, what is named, and what was added by path.
 *
 * @param folder the workspace's
 * @throws {CxError} `invalid-setup` when `package.json` or `cxkit.lock.json` is not what it should be
 */
export async function projectPlugins(
  folder: string,
  { paths = [], environment = {} }: ProjectPluginsOptions = {},
): Promise<ProjectPlugins> {
  const grants = await readGrants(folder);
  const added = Object.values(grants).flatMap((grant) => grant.path ?? []);
  const found = await installedPlugins(folder, {
    engine,
    paths: [...new Set([...paths, ...added])],
    // Looking makes no workspace: where there is none, only archives need a place.
    ...((paths.length > 0 || existsSync(path.join(folder, ".cxkit"))) && {
      cache: path.join(folder, ".cxkit", "plugins.json"),
    }),
  });
  const plugins = oneOfEach(found, grants);
  const only = environment["CXKIT_ONLY_PLUGINS"]?.split(",");
  return {
    plugins,
    grants,
    decide: (plugin) => grantDecision(plugin, grants, { trusted: cameWithCxkit }),
    async changed(plugin) {
      const { id } = plugin.manifest;
      if (cameWithCxkit(plugin)) return null;
      const known = plugins.find((one) => one.state === "resolved" && one.plugin.manifest.id === id);
      const origin = known?.origin ?? "dependency";
      const installed = known?.state === "resolved" ? known.plugin.version : plugin.version;
      // What it contributes was told by a manifest that is gone.
      if (installed !== plugin.version && isPacked(origin))
        return `${installed} was installed in place of ${plugin.version}: start the workspace again`;
      const grant = Object.hasOwn(grants, id) ? grants[id] : undefined;
      return contentsProblem({ state: "resolved", plugin, origin }, grant, () =>
        grantedFiles(folder).of(id, grant?.contents ?? ""),
      );
    },
    quarantine: quarantineFile(path.join(folder, ".cxkit", "quarantined-plugins.json")),
    disabled: only === undefined ? [] : plugins.map(pluginId).filter((id) => !only.includes(id)),
  };
}

/** The id of a plugin, or what stands for it. */
export function pluginId(found: DiscoveredPlugin): string {
  return found.state === "resolved" ? found.plugin.manifest.id : found.id;
}

/** Whether a plugin is one of the packages that this program itself is made of. */
export function cameWithCxkit({ realDirectory }: InstalledPlugin): boolean {
  own ??= new Set(ownPackages.flatMap(folderOf));
  return own.has(realDirectory);
}

const ownPackages = [
  "alerts",
  "channels",
  "journeys",
  "metrics",
  "notifiers",
  "report",
  "store-memory",
  "store-duckdb",
  "text",
];

let own: ReadonlySet<string> | undefined;

function folderOf(name: string): string[] {
  try {
    const file = createRequire(import.meta.url).resolve(`@cxkit/${name}/package.json`);
    return [path.dirname(realpathSync(file))];
  } catch {
    return [];
  }
}
