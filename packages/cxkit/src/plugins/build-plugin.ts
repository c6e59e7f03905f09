import { writeFile } from "node:fs/promises";
import { type Contributes, cxError } from "@cxkit/core";
import { definitionsIn } from "./definitions.ts";
import { exportedModules } from "./exported-modules.ts";
import { contributesOf } from "./manifest-entries.ts";
import { isRecord, type PluginPackage, pluginPackage } from "./plugin-package.ts";

/** What became of a build. */
export interface BuiltPlugin {
  readonly id: string;
  readonly contributes: Contributes;
  /** Whether `package.json` had to be written. */
  readonly changed: boolean;
}

/**
 * Writes what a package's definitions contribute into the key `cxkit` of its `package.json`. The author writes everything else there.
 *
 * @param folder the package's; its modules are imported
 * @throws {CxError} `invalid-setup` when the package names no `cxkit.id`, or a definition cannot be told as data
 */
export async function buildPlugin(folder: string): Promise<BuiltPlugin> {
  const plugin = await pluginPackage(folder);
  const { file, text, json } = plugin;
  const own = json["cxkit"];
  const id = isRecord(own) ? own["id"] : undefined;
  if (!isRecord(own) || typeof id !== "string")
    throw cxError(
      "invalid-setup",
      `${file} needs "cxkit": { "id": "publisher.name" }; everything that is contributed is written there`,
      { file, path: "cxkit.id" },
    );
  const contributes = await exportedContributions(plugin);
  const { manifestVersion = 1, contributes: before, ...rest } = own;
  const cxkit = { manifestVersion, id, ...rest, contributes };
  const changed =
    JSON.stringify(before) !== JSON.stringify(contributes) || own["manifestVersion"] !== manifestVersion;
  if (changed) await writeFile(file, `${JSON.stringify({ ...json, cxkit }, null, indentOf(text))}\n`);
  return { id, contributes, changed };
}

/** What a package's modules export, as a manifest says it. */
export async function exportedContributions(plugin: PluginPackage): Promise<Contributes> {
  return contributesOf(await definitionsIn(exportedModules(plugin)));
}

function indentOf(text: string): string {
  return /^\{\r?\n([ \t]+)/.exec(text)?.[1] ?? "  ";
}
