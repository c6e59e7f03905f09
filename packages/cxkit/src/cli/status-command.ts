import type { WorkspaceStatus } from "../workspace/operations.ts";
import { callCommand, printResult } from "./call-command.ts";
import { columnsOf, type Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { runningTable } from "./plugin/running-table.ts";
import { plain, textTable } from "./text-table.ts";
import { troublesInWords } from "./troubles-in-words.ts";
import type { WorkspaceFlags } from "./workspace-flags.ts";

/**
 * `cxkit status`: what came in, what waits, what is open.
 *
 * @returns the exit code: 6 while the workspace takes nothing
 */
export async function statusCommand(flags: WorkspaceFlags, console: Console): Promise<number> {
  const status = await callCommand("status", {}, flags, console);
  printResult(status, flags, console, () => statusInWords(status, columnsOf(console.out)));
  return status.state === "failed" ? exitCodes.unavailable : exitCodes.done;
}

function statusInWords(status: WorkspaceStatus, width: number): string {
  const { journal, backlog, connections, notifications, cases } = status;
  const connectionRows = Object.entries(connections).map(([id, one]) => [
    id,
    one.received,
    one.appended,
    one.duplicates,
    one.setAside,
    Object.values(one.refused).reduce((sum, count) => sum + count, 0),
    one.lastReceived,
  ]);
  const counts = [
    stateInWords(status),
    `journal: ${journal.entries} entries, ${megabytes(journal.bytes)}; waiting: ${backlog}`,
    `cases: ${cases.open} open, ${cases.overdue} overdue`,
    `notifications: ${notifications.delivered} delivered, ${notifications.waiting} waiting, ${notifications.dead} given up on`,
    "",
    textTable(
      {
        columns: ["connection", "received", "new", "known", "set aside", "refused", "last"],
        rows: connectionRows,
      },
      width,
    ),
  ].join("\n");
  const troubles = troublesInWords(connections);
  const uses = runningTable(status.plugins, width);
  return `${counts}${troubles}${pluginsInWords(status, troubles)}${uses === "" ? "" : `\n${uses}`}`;
}

/** Plugins that cannot be used, as far as connections have not said it. */
function pluginsInWords({ plugins }: WorkspaceStatus, said: string): string {
  const lines = plugins.flatMap(({ id, state, why }) =>
    why === null || said.includes(`${id} is ${state}`) ? [] : [`${plain(`${id} is ${state}: ${why}`)}\n`],
  );
  return lines.length === 0 ? "" : `\n${lines.join("")}`;
}

function stateInWords({ running, state, failure, since }: WorkspaceStatus): string {
  if (state === "failed") return `failed: ${failure ?? "for no reason that is known"}, since ${since}`;
  return running
    ? `${state}, since ${since}`
    : 'not running: nothing is received, and nobody is told, until "cxkit run"';
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
