import { readFile } from "node:fs/promises";
import path from "node:path";
import {
  type Capabilities,
  type ContributionKind,
  cxError,
  type Instant,
  type PluginLimits,
  type PluginManifest,
} from "@cxkit/core";
import { capabilityWidening } from "./capability-widening.ts";
import type { GrantDecision, PluginOrigin, UsablePlugin } from "./manager-contract.ts";
import { limitWidening, moreThanUsual } from "./plugin-limits.ts";
import type { InstalledPlugin } from "./runner.ts";
import { replaceFile } from "./replace-file.ts";

/** What the operator granted, by id of the plugin: `cxkit.lock.json`, which belongs into version control. */
export interface PluginGrants {
  readonly [id: string]: PluginGrant;
}

/** What one plugin was granted. */
export interface PluginGrant {
  /** Name of the package that it was granted to: another one that calls itself by the same id has no part in it. */
  readonly package?: string;
  readonly version: string;
  /** What was installed when it was granted. */
  readonly integrity: string;
  /** Hash of its files, for what was published or packed; absent where they are not looked at again. */
  readonly contents?: string;
  /** Hash of the manifest that was read when it was granted. */
  readonly manifest: string;
  /** As it was asked for, with the reasons given then. */
  readonly granted: Capabilities;
  /** Kinds of contributions whose code may run. */
  readonly code?: readonly ContributionKind[];
  /** Limits above what is usual. */
  readonly limits?: PluginLimits;
  /** Whether it may be started with the workspace, needed or not. */
  readonly starts?: true;
  readonly at: Instant;
  readonly by: string;
  /** Where it is, relative to the workspace's folder, when nothing else names it. */
  readonly path?: string;
}

/** Name of the file, beside the workspace's configuration. */
export const grantsFile = "cxkit.lock.json";

/**
 * The grants of a workspace.
 *
 * @param folder the workspace's
 * @returns none when there is no file
 * @throws {CxError} `invalid-setup` when the file is not what `cxkit plugin grant` writes: it is never taken for none
 */
export async function readGrants(folder: string): Promise<PluginGrants> {
  const file = path.join(folder, grantsFile);
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return null;
    throw cxError("invalid-setup", `${file} cannot be read (${cause.code})`, { file, cause });
  });
  if (text === null) return {};
  try {
    const { lockVersion, plugins } = JSON.parse(text) as { lockVersion?: unknown; plugins?: PluginGrants };
    if (lockVersion === 1 && typeof plugins === "object" && Object.values(plugins).every(isGrant))
      return plugins;
  } catch {
    // Said below: whatever it is, it is no lock.
  }
  throw cxError(
    "invalid-setup",
    `${file} is not what "cxkit plugin grant" writes; bring back the last good one`,
    { file },
  );
}

/** Writes the grants of a workspace, whole or not at all, in the order of their ids. */
export async function writeGrants(folder: string, grants: PluginGrants): Promise<void> {
  const plugins = Object.fromEntries(
    Object.entries(grants).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  await replaceFile(
    path.join(folder, grantsFile),
    `${JSON.stringify({ lockVersion: 1, plugins }, null, 2)}\n`,
  );
}

/** How `grantDecision` judges. */
export interface GrantOptions {
  /** Whether a plugin came with the program: it is granted what it asks for. Default: none did. */
  readonly trusted?: (plugin: InstalledPlugin) => boolean;
}

/**
 * Whether a plugin may run: what it asks for was granted, and it still is what it was granted to. One that only brings data and asks
 * for nothing needs no word.
 */
export function grantDecision(
  { plugin, origin }: UsablePlugin,
  grants: PluginGrants,
  { trusted = () => false }: GrantOptions = {},
): GrantDecision {
  const { manifest, version, integrity } = plugin;
  if (trusted(plugin)) return { granted: true };
  const known = Object.hasOwn(grants, manifest.id) ? grants[manifest.id] : undefined;
  const grant = known?.package === plugin.package ? known : undefined;
  const missing = [...capabilityWidening(manifest.capabilities, grant?.granted)];
  missing.push(...limitWidening(manifest.limits, grant?.limits));
  if (manifest.activation?.includes("onStart") && grant?.starts !== true)
    missing.push("to be started with the workspace, whether or not anybody needs it");
  const code = kindsWithCode(manifest).filter((kind) => grant?.code?.includes(kind) !== true);
  // With the rest it asks for, that its code runs goes without saying; of a plugin that was known for less, it does not.
  if (grant) missing.push(...code.map((kind) => `leave to run code of its ${kind}`));
  else if (missing.length === 0 && code.length > 0) missing.push("leave to run its code");
  if (known && !grant && missing.length > 0)
    missing.push(
      `the same for the package ${plugin.package ?? "?"}: it was granted to ${known.package ?? "no package by name"}`,
    );
  if (grant?.version === version && grant.integrity !== integrity && isPacked(origin))
    missing.push(`other contents under the same version ${version}`);
  return missing.length === 0 ? { granted: true } : { granted: false, missing };
}

/**
 * What a grant of everything that a plugin asks for says.
 *
 * @param contents hash of its files, where they are to stay as they are
 */
export function grantOf(
  plugin: InstalledPlugin,
  manifestHash: string,
  by: string,
  at: Instant,
  contents?: string,
): PluginGrant {
  const { version, integrity, manifest } = plugin;
  return {
    ...(plugin.package !== undefined && { package: plugin.package }),
    version,
    integrity,
    ...(contents !== undefined && { contents }),
    manifest: manifestHash,
    granted: manifest.capabilities ?? {},
    code: kindsWithCode(manifest),
    ...(limitWidening(manifest.limits).length > 0 && { limits: moreThanUsual(manifest.limits) }),
    ...(manifest.activation?.includes("onStart") && { starts: true }),
    at,
    by,
  };
}

/** Whether what a plugin holds was published or packed under its version, and stays so. What is being written changes all the time. */
export function isPacked(origin: PluginOrigin): boolean {
  return origin === "dependency" || origin === "tarball";
}

/** Kinds of contributions of which a plugin has some with code, in a fixed order. */
function kindsWithCode({ contributes }: PluginManifest): readonly ContributionKind[] {
  return Object.entries(contributes)
    .filter(([, entries]) => Array.isArray(entries) && entries.some((entry: object) => "module" in entry))
    .map(([kind]) => kind as ContributionKind)
    .toSorted();
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isGrant(value: unknown): value is PluginGrant {
  if (typeof value !== "object" || value === null) return false;
  const {
    package: of = "",
    contents = "",
    code = [],
    limits = {},
    version,
    integrity,
    manifest,
    granted,
    at,
    by,
  } = value as Record<string, unknown>;
  const texts = [of, contents, version, integrity, manifest, at, by].every(
    (text) => typeof text === "string",
  );
  return texts && Array.isArray(code) && isRecord(limits) && isRecord(granted);
}
