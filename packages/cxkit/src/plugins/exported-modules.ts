import { existsSync } from "node:fs";
import path from "node:path";
import { isRecord, type PluginPackage } from "./plugin-package.ts";

/** A module that a package exports. */
export interface ExportedModule {
  /** `.` or `./typeform`. */
  readonly subpath: string;
  /** As the manifest names it, relative to the folder: what is published. */
  readonly module: string;
  /** Absolute path of the file to import now: its source where the package names one that is there. */
  readonly file: string;
}

/**
 * The modules that a package exports, without its tests, fixtures, styles, data and patterns. Of several conditions that is taken which
 * others get: `import`, `node` or `default`.
 */
export function exportedModules({
  folder,
  json,
}: Pick<PluginPackage, "folder" | "json">): readonly ExportedModule[] {
  const { exports = json["main"] ?? "./index.js" } = json;
  const subpaths =
    isRecord(exports) && Object.keys(exports).some((key) => key.startsWith(".")) ? exports : { ".": exports };
  return Object.entries(subpaths).flatMap(([subpath, target]) => {
    const module = targetOf(target);
    if (
      module === null ||
      subpath.includes("*") ||
      /(?:^|[/.-])(?:fixtures?|tests?)(?:$|[/.-])/.test(subpath)
    )
      return [];
    if (!/\.(?:[cm]?js|[cm]?ts)$/.test(module)) return [];
    const source = (isRecord(target) ? targetOf(target["@cxkit/source"]) : null) ?? module;
    const file = [source, module].map((one) => path.join(folder, one)).find((one) => existsSync(one));
    return [{ subpath, module, file: file ?? path.join(folder, module) }];
  });
}

/** The order of conditions is the package's, as Node reads it. */
function targetOf(target: unknown): string | null {
  if (typeof target === "string") return target.startsWith("./") ? target : `./${target}`;
  if (!isRecord(target)) return null;
  for (const [condition, nested] of Object.entries(target)) {
    const found = ["import", "node", "default"].includes(condition) ? targetOf(nested) : null;
    if (found !== null) return found;
  }
  return null;
}
