import { openedProject } from "../../plugins/opened-project.ts";
import { projectStandings } from "../../plugins/project-standings.ts";
import { columnsOf, type Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain, plainJson, textTable } from "../text-table.ts";
import { runningTable } from "./running-table.ts";
import type { PluginFlags } from "./plugin-flags.ts";

/** `cxkit plugin list`: what is installed, whether it may run, and where; what it uses, where the workspace runs. */
export async function pluginList(flags: PluginFlags, { out, env }: Console): Promise<number> {
  const project = await openedProject(flags.folder, env);
  const standings = await projectStandings(project);
  if (flags.json) out.write(`${plainJson(standings)}\n`);
  else if (standings.length === 0)
    out.write("No plugin is installed: a dependency with the keyword cxkit-plugin is one.\n");
  else {
    const rows = standings.map(({ id, version, state, tier, quality, running, contributions, why }) => [
      id,
      version,
      state,
      running?.tier ?? tier,
      quality,
      why ?? contributions.join(", "),
    ]);
    const columns = ["plugin", "version", "state", "runs", "quality", "contributes, or why not"];
    const table = textTable({ columns, rows }, columnsOf(out));
    const running = standings.flatMap((one) => (one.running ? [one.running] : []));
    // What a plugin lacks is why the list was asked for: what the table had to cut follows whole.
    const cut = standings.flatMap(({ id, why }) =>
      why === null || table.includes(plain(why)) ? [] : `${plain(`${id}: ${why}`)}\n`,
    );
    const parts = [table, cut.join(""), runningTable(running, columnsOf(out))];
    out.write(parts.filter((part) => part !== "").join("\n"));
  }
  return exitCodes.done;
}
