import { createHash } from "node:crypto";
import { watch as watchFiles } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

/** What is written by building and testing, and what is nobody's source. */
const left = new Set(["node_modules", "dist", ".git", ".cache", "cxkit.conformance.json"]);

/** How changes are waited for. Times in milliseconds. */
export interface ChangeOptions {
  /** Without another change before changes are told. Default 20: what an editor does to save a file takes less. */
  readonly quiet?: number;
  /** From the first change, however many follow. Default 200. */
  readonly longest?: number;
  /** Calls with the path of what changed below the folder, until what it returns is called. Default: the platform's. */
  readonly watch?: (folder: string, told: (name: string | null) => void) => () => void;
  /** Calls after some time; what it returns takes the call back. */
  readonly timer?: (run: () => void, milliseconds: number) => () => void;
  /** Since some fixed instant. */
  readonly elapsed?: () => number;
}

/**
 * Says that something in a folder may have changed, once for changes that come together.
 *
 * @yields when the first of them was seen, by `elapsed`
 */
export async function* pluginChanges(
  folder: string,
  signal: AbortSignal,
  options: ChangeOptions = {},
): AsyncGenerator<number> {
  const { quiet = 20, longest = 200, watch = watched, timer = platformTimer } = options;
  const { elapsed = () => performance.now() } = options;
  let wake = (): void => {};
  let cancel = (): void => {};
  let first: number | null = null;
  let due = false;
  const close = watch(folder, (name) => {
    if (name !== null && left.has(name.split(path.sep)[0] ?? "")) return;
    const now = elapsed();
    first ??= now;
    if (due) return;
    cancel();
    cancel = timer(
      () => {
        due = true;
        wake();
      },
      Math.max(0, Math.min(quiet, first + longest - now)),
    );
  });
  const stop = (): void => wake();
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      if (!due) await new Promise<void>((resolve) => (wake = resolve));
      if (signal.aborted) return;
      const seen = first ?? elapsed();
      first = null;
      due = false;
      yield seen;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    cancel();
    close();
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

function watched(folder: string, told: (name: string | null) => void): () => void {
  const watcher = watchFiles(folder, { recursive: true }, (_, name) => told(name));
  return () => watcher.close();
}

function platformTimer(run: () => void, milliseconds: number): () => void {
  const handle = setTimeout(run, milliseconds);
  return () => clearTimeout(handle);
}
