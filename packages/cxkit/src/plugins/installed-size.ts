import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { packageFiles } from "./package-files.ts";
import { isRecord, pluginPackage } from "./plugin-package.ts";

/** What a plugin brings along. */
export interface InstalledSize {
  /** Bytes of its own files. */
  readonly bytes: number;
  /** Packages that it needs, with all that they need. */
  readonly dependencies: number;
}

/** How large an installed plugin is, and how many other packages it stands on. */
export async function installedSize(directory: string): Promise<InstalledSize> {
  const plugin = await pluginPackage(directory);
  const sizes = await Promise.all(
    (await packageFiles(plugin)).map(async (file) => (await stat(path.join(directory, file))).size),
  );
  const needed = new Set<string>();
  await collect(directory, needed);
  return { bytes: sizes.reduce((sum, one) => sum + one, 0), dependencies: needed.size };
}

/** By where they are installed; what is not there is counted by its name. */
async function collect(directory: string, needed: Set<string>): Promise<void> {
  const text = await readFile(path.join(directory, "package.json"), "utf8").catch(() => "{}");
  const { dependencies } = JSON.parse(text) as { readonly dependencies?: unknown };
  for (const name of isRecord(dependencies) ? Object.keys(dependencies) : []) {
    const at = installedAt(directory, name) ?? name;
    if (needed.has(at)) continue;
    needed.add(at);
    if (at !== name) await collect(at, needed);
  }
}

function installedAt(from: string, name: string): string | null {
  for (let at = from; ; at = path.dirname(at)) {
    const folder = path.join(at, "node_modules", name);
    if (existsSync(path.join(folder, "package.json"))) return folder;
    if (at === path.dirname(at)) return null;
  }
}
