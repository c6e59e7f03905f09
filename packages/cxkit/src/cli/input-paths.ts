import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";

/**
 * The files named on the command line. `*` and `?` in the last part of a path are spelt out where the shell has not done
 * it (Windows, or in quotes), in the order a reader expects: `wave 2` before `wave 10`.
 *
 * @throws {CxError} `invalid-file` for standard input, or a pattern without a file
 */
export async function inputPaths(given: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const one of given) {
    if (one === "-")
      throw cxError("invalid-file", "standard input cannot be read: save it to a file, and name the file");
    if (/[*?]/.test(path.basename(one)) && !existsSync(one)) found.push(...(await matching(one)));
    else found.push(one);
  }
  return found;
}

const natural = new Intl.Collator("en", { numeric: true });

async function matching(pattern: string): Promise<readonly string[]> {
  const folder = path.dirname(pattern);
  const source = path
    .basename(pattern)
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const wanted = new RegExp(`^${source}$`, "su");
  const names = await readdir(folder).catch(() => [] as string[]);
  const found = names.filter((name) => !name.startsWith(".") && wanted.test(name)).toSorted(natural.compare);
  if (found.length === 0)
    throw cxError("invalid-file", `${pattern}: no file is called like that`, { file: pattern });
  return found.map((name) => (pattern === path.basename(pattern) ? name : path.join(folder, name)));
}
