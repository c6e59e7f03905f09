import path from "node:path";
import { software } from "../software.ts";
import { askRunning, controlAddress } from "../workspace/control-socket.ts";
import type { RunningPlugin } from "../workspace/running-plugin.ts";
import type { OpenedProject } from "./opened-project.ts";
import { pluginStanding, type PluginStanding } from "./plugin-standing.ts";

/** How every plugin of a project stands; where a process runs its workspace, that one is asked what became of them. */
export async function projectStandings(project: OpenedProject): Promise<readonly PluginStanding[]> {
  const address = controlAddress(path.join(project.folder, ".cxkit"));
  const answer = await askRunning(address, { command: "plugins", args: {}, software });
  const statuses = (answer?.result ?? []) as unknown as readonly RunningPlugin[];
  return Promise.all(project.plugins.map((found) => pluginStanding(found, project, statuses)));
}
