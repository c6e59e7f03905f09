import { readdir } from "node:fs/promises";
import path from "node:path";
import type { PluginPackage } from "./plugin-package.ts";

/**
 * The files that a package is packed with, as npm chooses them: what `files` names (everything without it), `package.json`, README and
 * LICENSE; never `node_modules` or what belongs to version control.
 *
 * @returns paths relative to the folder, with `/`, in order
 */
export async function packageFiles({
  folder,
  json,
}: Pick<PluginPackage, "folder" | "json">): Promise<readonly string[]> {
  const all = await filesBelow(folder, "");
  const { files } = json;
  if (!Array.isArray(files)) return all;
  const patterns = files.filter((pattern) => typeof pattern === "string");
  const taken = patterns.filter((pattern) => !pattern.startsWith("!")).map(matcher);
  const left = patterns
    .filter((pattern) => pattern.startsWith("!"))
    .map((pattern) => matcher(pattern.slice(1)));
  return all.filter(
    (file) =>
      /^(?:package\.json|readme(?:\..*)?|licen[cs]e(?:\..*)?)$/i.test(file) ||
      (taken.some((one) => one.test(file)) && !left.some((one) => one.test(file))),
  );
}

async function filesBelow(folder: string, below: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .filter(({ name }) => !["node_modules", ".git", ".DS_Store", ".npmrc"].includes(name))
      .map(async (entry): Promise<string[]> => {
        const name = path.posix.join(below, entry.name);
        if (entry.isDirectory()) return filesBelow(folder, name);
        return entry.isFile() ? [name] : [];
      }),
  );
  return found.flat();
}

/** A pattern names a file, a folder with all that is in it, or several by `*` and `**`. */
function matcher(pattern: string): RegExp {
  const plain = pattern.replace(/^\.?\//, "").replace(/\/$/, "");
  const body = plain
    .split("/")
    .map((part) =>
      part === "**" ? "**" : part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", "[^/]*"),
    )
    .join("/")
    .replaceAll("**/", "(?:.*/)?")
    .replaceAll("**", ".*");
  return new RegExp(`^${body}(?:/.*)?$`);
}
