import { callCommand, printResult } from "./call-command.ts";
import { columnsOf, type Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { textTable } from "./text-table.ts";
import type { WorkspaceFlags } from "./workspace-flags.ts";

/** `cxkit alerts`: what every rule last said of every segment; what fires first. */
export async function alertsCommand(flags: WorkspaceFlags, console: Console): Promise<number> {
  const alerts = await callCommand("alerts", {}, flags, console);
  printResult(alerts, flags, console, () => {
    if (alerts.length === 0) return "No rule has looked yet.\n";
    const rows = alerts
      .toSorted((left, right) => order.indexOf(left.state) - order.indexOf(right.state))
      .map(({ rule, segment, state, since, because }) => [
        state,
        rule,
        Object.entries(segment)
          .map(([field, value]) => `${field.replace(/^dimensions\./, "")}=${value ?? "–"}`)
          .join(", ") || "all",
        since.slice(0, 16),
        because ?? "",
      ]);
    return textTable({ columns: ["state", "rule", "of", "since", "because"], rows }, columnsOf(console.out));
  });
  return exitCodes.done;
}

const order = ["firing", "no-data", "pending", "quiet"];
