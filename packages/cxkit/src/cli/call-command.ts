import path from "node:path";
import { callWorkspace } from "../workspace/call-workspace.ts";
import type { ArgsOf, OperationName, ResultOf } from "../workspace/operations.ts";
import { colorful, columnsOf, type Console } from "./console.ts";
import { plainJson } from "./text-table.ts";
import type { WorkspaceFlags } from "./workspace-flags.ts";

/** Does something in the workspace that a command was called for. */
export async function callCommand<Name extends OperationName>(
  name: Name,
  args: ArgsOf<Name>,
  flags: WorkspaceFlags,
  console: Console,
  progress?: (progress: unknown) => void,
): Promise<ResultOf<Name>> {
  return callWorkspace(path.resolve(flags.folder), name, args, {
    environment: console.env,
    signal: console.signal,
    ...(progress && { progress }),
    terminal: {
      write: (text) => void console.err.write(text),
      colours: colorful(console.err, console.env),
      columns: Math.max(40, columnsOf(console.err)),
    },
  });
}

/** Prints a result: as JSON where that was asked for, else as what is made of it. */
export function printResult(
  result: unknown,
  flags: WorkspaceFlags,
  console: Console,
  inWords: () => string,
): void {
  console.out.write(flags.json ? `${plainJson(result)}\n` : inWords());
}
