import { realpath } from "node:fs/promises";
import { cxError } from "@cxkit/core";
import { manifestProblems, pluginManifestSchema } from "@cxkit/core/schema";
import type { InstalledPlugin } from "@cxkit/host/plugins";
import { pluginPackage } from "../plugins/plugin-package.ts";

/** A plugin that is being written, and what a host would still refuse it for. */
export interface AuthoredPlugin {
  readonly plugin: InstalledPlugin;
  readonly problems: readonly string[];
}

/**
 * Reads a plugin that is being written: what it does not ask for yet, `cxkit plugin record` finds out, so that is no reason not to run it.
 *
 * @throws {CxError} `invalid-setup` when the folder holds no package, or what it says of itself has not the shape of a manifest
 */
export async function authoredPlugin(folder: string): Promise<AuthoredPlugin> {
  const { folder: directory, file, json } = await pluginPackage(folder);
  const checked = pluginManifestSchema.safeParse(json["cxkit"]);
  if (!checked.success) {
    const [{ path, message } = { path: [], message: "is missing" }] = checked.error.issues;
    const where = ["cxkit", ...path].join(".");
    throw cxError("invalid-setup", `${where}: ${message}`, { file, path: where });
  }
  const manifest = checked.data;
  const version = typeof json["version"] === "string" ? json["version"] : "0.0.0";
  return {
    plugin: { manifest, version, directory, realDirectory: await realpath(directory), integrity: "" },
    problems: manifestProblems(manifest)
      .filter(({ level }) => level === "error")
      .map(({ path, message }) => `cxkit.${path}: ${message}`),
  };
}
