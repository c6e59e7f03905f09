import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cxError, isCxError } from "@cxkit/core";
import type { DiscoveredPlugin, PluginOrigin } from "./manager-contract.ts";
import { packageLock, type PackageLock } from "./package-lock.ts";
import { type PluginPlace, readPlugin } from "./read-plugin.ts";
import { unpackedPlugin } from "./unpacked-plugin.ts";

/** How plugins are looked for. */
export interface InstalledPluginsOptions {
  /** Version of CXKit that they would run under. */
  readonly engine: string;
  /** Folders and `.tgz` archives of plugins besides what the project depends on, relative to its folder. */
  readonly paths?: readonly string[];
  /** File that the index is kept in; without one everything is read anew. Archives are unpacked beside it. */
  readonly cache?: string;
}

/**
 * The plugins of a project: what its `package.json` depends on and has the keyword `cxkit-plugin`, and what is named besides. No
 * plugin's code runs. What was found is kept in an index that holds as long as the lock file, the project's `package.json`, every
 * linked plugin's and every archive are the same, and what was unpacked is there.
 *
 * @param folder the project's
 * @returns in the order of the project's dependencies, broken ones with their problems
 * @throws {CxError} `invalid-setup` when the project's own `package.json` is none
 */
export async function installedPlugins(
  folder: string,
  { engine, paths = [], cache }: InstalledPluginsOptions,
): Promise<readonly DiscoveredPlugin[]> {
  const project = projectOf(folder);
  const lock = packageLock(folder);
  const key = createHash("sha256")
    .update(
      JSON.stringify([indexVersion, engine, path.resolve(folder), paths, project.text, lock?.hash ?? null]),
    )
    .digest("base64");
  const kept = cache === undefined ? null : keptIndex(cache, key);
  if (kept) return kept.plugins;
  const found = await readAnew(folder, project.dependencies, lock, {
    engine,
    paths,
    ...(cache !== undefined && { cache }),
  });
  if (cache !== undefined && found.complete)
    keepIndex(cache, { key, watched: found.watched, plugins: found.plugins });
  return found.plugins;
}

/** Counts changes of what is kept. */
const indexVersion = 2;

/** What is kept of a search. */
interface Index {
  readonly key: string;
  /** Files that the lock file does not answer for: when one of them changes or vanishes, so may the plugins. */
  readonly watched: readonly Watched[];
  readonly plugins: readonly DiscoveredPlugin[];
}

interface Watched {
  readonly file: string;
  readonly modified: number;
  readonly size: number;
}

function projectOf(folder: string): {
  readonly text: string;
  readonly dependencies: readonly [string, string][];
} {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) return { text: "", dependencies: [] };
  const text = readFileSync(file, "utf8");
  try {
    const json = JSON.parse(text) as { readonly [key: string]: Readonly<Record<string, string>> | undefined };
    return {
      text,
      dependencies: Object.entries({ ...json["dependencies"], ...json["optionalDependencies"] }),
    };
  } catch (cause) {
    throw cxError("invalid-setup", `${file} is no JSON`, { file, cause });
  }
}

async function readAnew(
  folder: string,
  dependencies: readonly (readonly [string, string])[],
  lock: PackageLock | null,
  { engine, paths = [], cache }: InstalledPluginsOptions,
): Promise<Pick<Index, "plugins" | "watched"> & { readonly complete: boolean }> {
  const watched: Watched[] = [];
  const plugins: DiscoveredPlugin[] = [];
  let complete = true;
  for (const [name, range] of dependencies) {
    const directory = installedAt(folder, name);
    // Not installed yet: the lock file stays the same when it is.
    if (directory === null) {
      complete = false;
      continue;
    }
    const origin = originOf(range);
    const file = path.join(directory, "package.json");
    if (origin !== "dependency" || lock === null) watched.push(stateOf(file));
    const integrity = lock?.integrity(name, versionIn(file)) ?? null;
    const found = await readPlugin({ directory, origin: "dependency", integrity }, engine);
    if (found) plugins.push({ ...found, origin });
  }
  for (const given of paths) {
    const file = path.resolve(folder, given);
    const place = await placeOf(file, cache);
    watched.push(stateOf(path.join(place.directory, "package.json")));
    if (place.origin === "tarball") watched.push(stateOf(file));
    if (place.broken !== undefined) {
      const { origin, directory, broken } = place;
      const id = path.basename(file);
      plugins.push({ state: "invalid", id, version: null, directory, problems: [broken], origin });
      continue;
    }
    const found = await readPlugin(place, engine);
    if (found) plugins.push(found);
  }
  return { plugins, watched, complete };
}

/** A folder, or an archive that is unpacked first; or why it cannot be. */
async function placeOf(
  file: string,
  cache: string | undefined,
): Promise<PluginPlace & { readonly broken?: string }> {
  if (!/\.(?:tgz|tar\.gz)$/.test(file)) return { directory: file, origin: "path", integrity: null };
  const place = { directory: file, origin: "tarball", integrity: null } as const;
  if (!existsSync(file)) return { ...place, broken: `${file} is not there` };
  const into = path.join(cache === undefined ? path.dirname(file) : path.dirname(cache), "plugins");
  try {
    return { ...place, ...(await unpackedPlugin(file, into)) };
  } catch (thrown) {
    return { ...place, broken: isCxError(thrown) ? thrown.message : `${file} cannot be unpacked` };
  }
}

function originOf(range: string): PluginOrigin {
  if (range.startsWith("workspace:")) return "workspace";
  return /^(?:link|file|portal):(?!.*\.t(?:ar\.)?gz$)/.test(range) ? "path" : "dependency";
}

/** Where a dependency is, as Node looks for it; `exports` need not name its `package.json`. */
function installedAt(folder: string, name: string): string | null {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const directory = path.join(at, "node_modules", name);
    if (existsSync(path.join(directory, "package.json"))) return directory;
    if (at === path.dirname(at)) return null;
  }
}

function versionIn(file: string): string {
  try {
    return String((JSON.parse(readFileSync(file, "utf8")) as { version?: unknown }).version);
  } catch {
    return "";
  }
}

function stateOf(file: string): Watched {
  const { mtimeMs = 0, size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return { file, modified: mtimeMs, size };
}

function keptIndex(cache: string, key: string): Index | null {
  try {
    const index = JSON.parse(readFileSync(cache, "utf8")) as Index;
    if (index.key !== key) return null;
    const same = index.watched.every(({ file, modified, size }) => {
      const now = stateOf(file);
      return now.modified === modified && now.size === size;
    });
    return same ? index : null;
  } catch {
    // None, or none that can be read: everything is read anew.
    return null;
  }
}

/** What cannot be kept is read again next time. */
function keepIndex(cache: string, index: Index): void {
  try {
    mkdirSync(path.dirname(cache), { recursive: true });
    const beside = `${cache}.${process.pid}.tmp`;
    writeFileSync(beside, JSON.stringify(index));
    renameSync(beside, cache);
  } catch {
    // The folder may be read-only.
  }
}
