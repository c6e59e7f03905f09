import { createHash } from "node:crypto";
import { type FSWatcher, watch } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

/** What is written by building and testing, and what is nobody's source. */
const left = new Set(["node_modules", "dist", ".git", ".cache", "cxkit.conformance.json"]);

/**
 * Says that something in a folder may have changed, once for changes that come together.
 *
 * @param quiet milliseconds without another change before it is said
 */
export async function* pluginChanges(folder: string, signal: AbortSignal, quiet = 100): AsyncGenerator<void> {
  let wake = (): void => {};
  let changed = false;
  let timer: NodeJS.Timeout | undefined;
  const watcher: FSWatcher = watch(folder, { recursive: true }, (_, name) => {
    if (name !== null && left.has(name.split(path.sep)[0] ?? "")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      wake();
    }, quiet);
  });
  const stop = (): void => wake();
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      if (signal.aborted) return;
      changed = false;
      yield;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(timer);
    watcher.close();
  }
}

/** Names the sources of a plugin as they are now; `contributes`, which building writes, is no source. */
export async function pluginFingerprint(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const visit = async (below: string): Promise<void> => {
    const entries = await readdir(path.join(folder, below), { withFileTypes: true });
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      const name = path.join(below, entry.name);
      if (below === "" && left.has(entry.name)) continue;
      if (entry.isDirectory()) await visit(name);
      else if (entry.isFile()) hash.update(`${name} ${await versionOf(path.join(folder, name), name)}\n`);
    }
  };
  await visit("");
  return hash.digest("hex");
}

async function versionOf(file: string, name: string): Promise<string> {
  try {
    if (name !== "package.json") {
      const { size, mtimeMs } = await stat(file);
      return `${size} ${mtimeMs}`;
    }
    const json = JSON.parse(await readFile(file, "utf8")) as { cxkit?: { contributes?: unknown } };
    if (json.cxkit) delete json.cxkit.contributes;
    return JSON.stringify(json);
  } catch {
    // Gone meanwhile, or half written: other than before in any case, and looked at again.
    return "unreadable";
  }
}
