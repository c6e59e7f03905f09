import path from "node:path";
import { callRebuild } from "../workspace/call-workspace.ts";
import { printResult } from "./call-command.ts";
import { type Console, progressOf } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import type { WorkspaceFlags } from "./workspace-flags.ts";

/** `cxkit rebuild`: the store again from the journal. */
export async function rebuildCommand(flags: WorkspaceFlags, console: Console): Promise<number> {
  const progress = progressOf(console);
  try {
    progress.phase("reading the journal");
    const rebuilt = await callRebuild(path.resolve(flags.folder), {
      environment: console.env,
      signal: console.signal,
    });
    progress.stop();
    printResult(rebuilt, flags, console, () => `The store is made anew of ${rebuilt.entries} entries.\n`);
    return exitCodes.done;
  } finally {
    progress.stop();
  }
}
