import path from "node:path";
import type { Json } from "@cxkit/core";
import { software } from "../software.ts";
import { askRunning, type ControlContext, controlAddress } from "./control-socket.ts";
import { findConfig } from "./find-config.ts";
import { loadConfig } from "./load-config.ts";
import { openPatiently, type Waiting } from "./open-patiently.ts";
import { type OpenWorkspaceOptions, ownFolder } from "./open-workspace.ts";
import { type ArgsOf, operate, type OperationName, type ResultOf } from "./operations.ts";
import { rebuildStore, type Rebuilt } from "./rebuild-store.ts";

/** How a workspace is called. */
export interface CallOptions extends OpenWorkspaceOptions, Partial<ControlContext>, Pick<Waiting, "wait"> {}

/**
 * Does something in the workspace of a folder: in the process that runs it, where there is one; else here, in a workspace that is opened
 * for it and closed again. Two commands at the same time take turns.
 *
 * @throws {CxError} what the operation throws; `unavailable` when another process keeps the workspace and takes no commands
 */
export async function callWorkspace<Name extends OperationName>(
  folder: string,
  name: Name,
  args: ArgsOf<Name>,
  options: CallOptions = {},
): Promise<ResultOf<Name>> {
  const { asked, home, context, waiting } = await asking(folder, name, args as Json, options);
  const workspace = await openPatiently(home, { ...options, command: `cxkit ${name}` }, waiting);
  if (!workspace) return asked() as ResultOf<Name>;
  const { host } = workspace;
  try {
    // What another process left half way is finished first, and what follows from this afterwards; how things are is told as they are.
    if (name !== "status") await host.settled();
    const result = await operate(workspace, name, args as Json, context);
    if (name !== "status") await host.settled();
    return result as ResultOf<Name>;
  } finally {
    await workspace[Symbol.asyncDispose]();
  }
}

/**
 * Makes the store of the workspace of a folder again from its journal: in the process that runs it, which takes nothing meanwhile, or here.
 *
 * @throws {CxError} `unavailable` when another process keeps the workspace and takes no commands, or the disk refuses
 */
export async function callRebuild(folder: string, options: CallOptions = {}): Promise<Rebuilt> {
  const { asked, home, context, waiting } = await asking(folder, "rebuild", {}, options);
  const loaded = await loadConfig(home, options.environment ?? process.env);
  const rebuilt = await rebuildStore(loaded, { ...options, command: "cxkit rebuild" }, waiting, context);
  return rebuilt ?? (asked() as Rebuilt);
}

/** Where the workspace is, and how the process that runs it is asked before each try to open it here. */
async function asking(folder: string, command: string, args: Json, options: CallOptions) {
  const home = path.dirname(await findConfig(folder));
  const address = controlAddress(path.join(home, ownFolder));
  const context: ControlContext = {
    progress: options.progress ?? (() => {}),
    signal: options.signal ?? new AbortController().signal,
  };
  let result: unknown;
  const waiting: Waiting = {
    ...(options.wait && { wait: options.wait }),
    before: async () => {
      const answer = await askRunning(address, { command, args, software }, context);
      result = answer?.result;
      return answer !== null;
    },
  };
  return { home, context, waiting, asked: () => result };
}
