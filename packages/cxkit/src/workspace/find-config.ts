import { readdir } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";

/** Names under which a configuration is looked for, first first. */
export const configNames: readonly string[] = ["ts", "mts", "js", "mjs", "json"].map(
  (extension) => `cxkit.config.${extension}`,
);

/**
 * The configuration of the workspace that a folder belongs to: in the folder itself, or in the nearest one above it.
 *
 * @returns the file's absolute path
 * @throws {CxError} `invalid-setup` when there is none, or one folder holds two
 */
export async function findConfig(folder: string): Promise<string> {
  const start = path.resolve(folder);
  for (let at = start; ; at = path.dirname(at)) {
    const names = new Set(await readdir(at).catch(() => [] as string[]));
    const found = configNames.filter((name) => names.has(name));
    const [first, second] = found;
    if (first !== undefined && second !== undefined) {
      throw cxError("invalid-setup", `${at} holds ${found.join(" and ")}: keep one of them`, { file: first });
    }
    if (first !== undefined) return path.join(at, first);
    if (at === path.dirname(at)) break;
  }
  throw cxError(
    "invalid-setup",
    `there is no cxkit.config.ts in ${start} or above it; "cxkit init" makes one`,
  );
}
