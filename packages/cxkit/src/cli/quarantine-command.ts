import { callCommand, printResult } from "./call-command.ts";
import { columnsOf, type Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { plain, plainJson, textTable } from "./text-table.ts";
import type { WorkspaceFlags } from "./workspace-flags.ts";

/** `cxkit quarantine list`: what was set aside, and why. */
export async function quarantineList(flags: WorkspaceFlags, console: Console): Promise<number> {
  const records = await callCommand("quarantine.list", {}, flags, console);
  printResult(records, flags, console, () => {
    if (records.length === 0) return "Nothing was set aside.\n";
    const rows = records.map(({ id, connection, received, path, reason, message }) => [
      id,
      connection,
      received.slice(0, 16),
      path,
      reason,
      message,
    ]);
    const columns = ["id", "connection", "received", "where", "why", "what came"];
    return textTable({ columns, rows }, columnsOf(console.out));
  });
  return exitCodes.done;
}

/** `cxkit quarantine show ID`: the record itself, as the channel got it. */
export async function quarantineShow(id: string, flags: WorkspaceFlags, console: Console): Promise<number> {
  const found = await callCommand("quarantine.show", { id }, flags, console);
  printResult(found, flags, console, () => {
    const { connection, received, path, reason, message } = found.record;
    const head = `${id}  ${connection}  ${received}\n${plain(`${path}: ${reason}, ${message}`)}\n`;
    return `${head}\n${plainJson(found.raw, 2)}\n`;
  });
  return exitCodes.done;
}

/** `cxkit quarantine replay`: tries again. */
export async function quarantineReplay(
  ids: readonly string[],
  flags: WorkspaceFlags,
  console: Console,
): Promise<number> {
  const done = await callCommand("quarantine.replay", ids.length > 0 ? { ids } : {}, flags, console);
  printResult(
    done,
    flags,
    console,
    () => `${done.replayed} tried again, ${done.resolved} are right now, ${done.left} are left\n`,
  );
  return exitCodes.done;
}
