import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { PluginContents } from "@cxkit/host/plugins";
import { isRecord } from "./plugin-package.ts";

/** What a plugin's files were when it was granted, to tell later which of them are others. What counts is the hash in the grant. */
export interface GrantedFiles {
  /** @throws nothing: without it less can be told, and nothing else */
  keep(id: string, contents: PluginContents): Promise<void>;
  /** `null` where they were not kept here, or belong to another grant. */
  of(id: string, hash: string): Promise<PluginContents["files"] | null>;
}

/**
 * Keeps them in a workspace's own folder: not in its lock file, which people read.
 *
 * @param folder the workspace's
 */
export function grantedFiles(folder: string): GrantedFiles {
  const fileOf = (id: string): string =>
    path.join(folder, ".cxkit", "granted", `${id.replaceAll(/[^\w.-]/g, "_")}.json`);
  return {
    async keep(id, contents) {
      const file = fileOf(id);
      try {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(`${file}.${process.pid}.tmp`, JSON.stringify(contents));
        await rename(`${file}.${process.pid}.tmp`, file);
      } catch {
        // The folder may be read-only.
      }
    },
    async of(id, hash) {
      try {
        const kept = JSON.parse(await readFile(fileOf(id), "utf8")) as unknown;
        if (!isRecord(kept) || kept["hash"] !== hash || !isRecord(kept["files"])) return null;
        return kept["files"] as PluginContents["files"];
      } catch {
        return null;
      }
    },
  };
}
