import type { RunningPlugin } from "../../workspace/running-plugin.ts";
import { textTable } from "../text-table.ts";

/**
 * What plugins use where their workspace runs, what became of their calls, and what keeps each from files, network and processes that are
 * not its own. Those that nobody has needed yet are left out.
 *
 * @param width columns of the terminal
 * @returns lines, each with its end; nothing where no plugin was needed
 */
export function runningTable(plugins: readonly RunningPlugin[], width: number): string {
  const rows = plugins
    .filter(({ tier, calls, restarts, crashes }) => tier !== null || calls + restarts + crashes > 0)
    .map(({ id, tier, rssBytes, cpuMs, calls, errors, restarts, enforcement }) => [
      id,
      tier,
      rssBytes === null ? null : Math.round(rssBytes / 1_048_576),
      cpuMs === null ? null : Number((cpuMs / 1000).toFixed(1)),
      calls,
      errors,
      restarts,
      enforcement?.files ?? null,
      enforcement?.network ?? null,
      enforcement?.processes ?? null,
    ]);
  return textTable({ columns, rows }, width);
}

const columns = [
  "plugin",
  "runs in",
  "MB",
  "CPU s",
  "calls",
  "errors",
  "restarts",
  "files",
  "network",
  "processes",
];
