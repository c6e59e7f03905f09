import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { InstalledPlugin } from "@cxkit/host/plugins";
import { isRecord } from "../plugins/plugin-package.ts";

/**
 * A plugin with the TypeScript that its modules are compiled from in their place, as its `tsconfig.json` says: what can be tried before it
 * is compiled.
 *
 * @param features what this Node can do
 * @returns `null` where nothing is compiled, or where Node would not run it as it is written
 */
export async function unbuiltPlugin(
  plugin: InstalledPlugin,
  features: { readonly typescript?: unknown } = process.features,
): Promise<InstalledPlugin | null> {
  const { realDirectory: folder, manifest } = plugin;
  const options = features.typescript ? await compilerOptions(folder) : {};
  const { outDir, rootDir } = options;
  // Taking the types out is all there is to do, and imports name files that are there.
  const asWritten = ["erasableSyntaxOnly", "rewriteRelativeImportExtensions"].every(
    (option) => options[option] === true,
  );
  if (!asWritten || typeof outDir !== "string" || typeof rootDir !== "string") return null;

  const sources = new Map<string, string>();
  for (const module of modulesOf(plugin)) {
    const compiled = path.relative(path.resolve(folder, outDir), path.resolve(folder, module));
    if (compiled.startsWith("..") || path.isAbsolute(compiled)) continue;
    const file = path.resolve(folder, rootDir, compiled.replace(/\.([cm]?)js$/, ".$1ts"));
    if (!/\.[cm]?ts$/.test(file) || !existsSync(file)) return null;
    sources.set(module, `./${path.relative(folder, file).replaceAll(path.sep, "/")}`);
  }
  if (sources.size === 0) return null;
  const contributes = Object.fromEntries(
    Object.entries(manifest.contributes).map(([kind, entries]) => [
      kind,
      Array.isArray(entries) ? entries.map((entry: object) => withSource(entry, sources)) : entries,
    ]),
  );
  return { ...plugin, manifest: { ...manifest, contributes } };
}

function modulesOf({ manifest }: InstalledPlugin): ReadonlySet<string> {
  const entries: readonly object[] = Object.values(manifest.contributes).flat();
  return new Set(
    entries.flatMap((entry) => ("module" in entry && typeof entry.module === "string" ? [entry.module] : [])),
  );
}

function withSource(entry: object, sources: ReadonlyMap<string, string>): object {
  if (!("module" in entry) || typeof entry.module !== "string") return entry;
  return { ...entry, module: sources.get(entry.module) ?? entry.module };
}

/** None where there is no such file, or it is written with more than JSON has. */
async function compilerOptions(folder: string): Promise<{ readonly [option: string]: unknown }> {
  try {
    const json = JSON.parse(await readFile(path.join(folder, "tsconfig.json"), "utf8")) as unknown;
    const options = isRecord(json) ? json["compilerOptions"] : undefined;
    return isRecord(options) ? options : {};
  } catch {
    return {};
  }
}
