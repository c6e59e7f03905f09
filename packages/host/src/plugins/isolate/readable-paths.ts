import { readFile, readdir, realpath } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";
import type { InstalledPlugin } from "../runner.ts";

/**
 * What a plugin's process may read: the files of its package and of the packages it depends on, where they really are. Not among them:
 * what begins with a dot, and `node_modules` as a whole, which in a workspace links to everything. A dependency that is linked, as in a
 * workspace, is readable through its link as a whole.
 *
 * @returns absolute paths of files and folders
 * @throws {CxError} `invalid-setup` when a link in the plugin's own folder points out of it: what it points to could be read through it
 */
export async function readablePaths(plugin: InstalledPlugin): Promise<readonly string[]> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const add = async (linked: string, real: string, own: boolean): Promise<void> => {
    // Node follows the link to find where the package really is; what it may follow, it may read through.
    if (linked !== real && !own) found.add(linked);
    if (seen.has(real)) return;
    seen.add(real);
    for (const entry of await readdir(real, { withFileTypes: true })) {
      if (entry.name === "node_modules" || entry.name.startsWith(".")) continue;
      found.add(path.join(real, entry.name));
    }
    if (own || !real.includes(`${path.sep}node_modules${path.sep}`)) await refuseLinks(real, real);
    for (const name of await dependenciesOf(real)) {
      // A path among the names would open any folder with a package.json, such as the workspace's own.
      if (!packageName.test(name)) {
        throw cxError(
          "invalid-setup",
          `a plugin depends on what is no name of a package: ${name.slice(0, 80)}`,
          {
            file: path.join(real, "package.json"),
          },
        );
      }
      const folder = await packageFolder(real, name);
      if (folder) await add(folder, await realpath(folder), false);
    }
  };
  await add(plugin.directory, plugin.realDirectory, true);
  return [...found];
}

const packageName = /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/;

/** Names of the packages it loads when it runs. */
async function dependenciesOf(folder: string): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as {
    readonly [key in "dependencies" | "peerDependencies" | "optionalDependencies"]?: object;
  };
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  return Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
}

/** Where Node finds a package from there; `undefined` where it is not installed. */
async function packageFolder(from: string, name: string): Promise<string | undefined> {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, "node_modules", name);
    try {
      await realpath(path.join(candidate, "package.json"));
      return candidate;
    } catch {
      // Not here: further up, as Node looks.
    }
    if (path.dirname(folder) === folder) return undefined;
  }
}

async function refuseLinks(folder: string, root: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const whole = path.join(folder, entry.name);
    // Only these are not readable: what is called so further down is.
    if (folder === root && (entry.name === "node_modules" || entry.name.startsWith("."))) continue;
    if (entry.isDirectory()) await refuseLinks(whole, root);
    if (!entry.isSymbolicLink()) continue;
    const target = await realpath(whole).catch(() => "");
    if (!target.startsWith(root + path.sep)) {
      throw cxError("invalid-setup", `a link in a plugin points out of it: ${path.relative(root, whole)}`, {
        file: whole,
      });
    }
  }
}
