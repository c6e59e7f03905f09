import { createHash } from "node:crypto";
import { readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { isPacked, type PluginGrant } from "./grants.ts";
import type { UsablePlugin } from "./manager-contract.ts";

/** What a plugin's folder holds. */
export interface PluginContents {
  /** Of everything. */
  readonly hash: string;
  /** Of each file, by its path in the folder with `/` between names. */
  readonly files: { readonly [file: string]: string };
}

/** More than this is not looked at: it would have to be before every start. */
const most = { files: 2_000, bytes: 20_000_000 };

/**
 * Looks at all files of a plugin's folder that its process may read: not at what begins with a dot, and not at `node_modules`, which is the
 * package manager's. Where a link leads is part of it.
 *
 * @param folder absolute
 * @returns `null` where that is more than 2000 files or 20 MB
 */
export async function pluginContents(folder: string): Promise<PluginContents | null> {
  const files: { [file: string]: string } = {};
  let left = most.bytes;
  const visit = async (below: string): Promise<boolean> => {
    for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
      if (below === "" && (entry.name === "node_modules" || entry.name.startsWith("."))) continue;
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!(await visit(name))) return false;
        continue;
      }
      const whole = path.join(folder, name);
      // What is neither gives no end of bytes, or none at all.
      const content = entry.isFile()
        ? await readFile(whole)
        : entry.isSymbolicLink()
          ? `link ${await readlink(whole)}`
          : "neither file nor link";
      files[name] = hashOf(content);
      left -= content.length;
      if (left < 0 || Object.keys(files).length > most.files) return false;
    }
    return true;
  };
  if (!(await visit(""))) return null;
  const names = Object.keys(files).toSorted();
  return { hash: hashOf(names.map((name) => `${name}\n${files[name]}\n`).join("")), files };
}

/**
 * Why a plugin that was granted must not run as it is: what was published or packed under its version holds other files than it did then.
 * What is being written, and what is only linked, is not looked at; nor is a version that was not granted, which is an upgrade.
 *
 * @param before its files when it was granted, where they are known: what is other can be said then
 * @returns `null` when its files are the same, or not looked at
 */
export async function contentsProblem(
  { plugin, origin }: UsablePlugin,
  grant: PluginGrant | undefined,
  before: () => Promise<PluginContents["files"] | null> = () => Promise.resolve(null),
): Promise<string | null> {
  if (grant?.contents === undefined || !isPacked(origin)) return null;
  if (grant.version !== plugin.version || grant.package !== plugin.package) return null;
  const now = await pluginContents(plugin.realDirectory);
  if (now?.hash === grant.contents) return null;
  const known = now && (await before());
  const changed = known ? changedFiles(known, now.files) : [];
  const [few, more] = [changed.slice(0, 3).join(", "), changed.length - 3];
  const what = few === "" ? "" : `: ${few}${more > 0 ? `, and ${more} more` : ""}`;
  return `its files are not those that were granted as ${grant.version}${what}`;
}

/** What is other than it was, in words. */
function changedFiles(before: PluginContents["files"], now: PluginContents["files"]): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].toSorted();
  return names.flatMap((name) => {
    const [was, is] = [before, now].map((files) => (Object.hasOwn(files, name) ? files[name] : undefined));
    if (was === is) return [];
    return [`${name.slice(0, 100)} is ${was === undefined ? "new" : is === undefined ? "gone" : "another"}`];
  });
}

function hashOf(content: string | Buffer): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
