import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";
import type { ControlContext } from "./control-socket.ts";
import type { LoadedConfig } from "./load-config.ts";
import { openPatiently, type Waiting } from "./open-patiently.ts";
import { type OpenWorkspaceOptions, ownFolder, storeFileName } from "./open-workspace.ts";

/** What was made again. */
export type Rebuilt = { readonly entries: number };

const nextStoreFileName = "store.next.duckdb";

/**
 * Makes the store again from the journal, in a new file that takes the old one's place when it is whole. Nobody is told anything twice:
 * what was judged is not judged again. What is cut short leaves the old store as it is.
 *
 * @param waiting how to wait for a command that has the workspace for a moment
 * @returns `null` when `waiting.before` ended it
 */
export async function rebuildStore(
  loaded: LoadedConfig,
  options: OpenWorkspaceOptions,
  waiting: Waiting = {},
  { progress, signal }: Partial<ControlContext> = {},
): Promise<Rebuilt | null> {
  if (loaded.config.store)
    throw cxError(
      "unsupported",
      `the store ${loaded.config.store.store} is a plugin's: empty it by its own means, and the next run fills it from the journal`,
      { path: "store" },
    );
  const directory = path.join(loaded.folder, ownFolder);
  const next = path.join(directory, nextStoreFileName);
  const workspace = await openPatiently(
    loaded,
    { ...options, pulls: false, storeFile: nextStoreFileName, freshStore: true },
    waiting,
  );
  if (!workspace) return null;
  let entries = 0;
  try {
    const watch = setInterval(() => {
      const { backlog, journal } = workspace.host.status();
      progress?.({ done: journal.entries - backlog, of: journal.entries });
    }, 500);
    try {
      await workspace.host.settled();
    } finally {
      clearInterval(watch);
    }
    entries = workspace.host.status().journal.entries;
    signal?.throwIfAborted();
  } finally {
    await workspace[Symbol.asyncDispose]();
  }
  // The log beside the old file belongs to it; without it the file is as of its last whole state, which the journal completes.
  await rm(path.join(directory, `${storeFileName}.wal`), { force: true });
  await rename(next, path.join(directory, storeFileName));
  return { entries };
}
