import { installedPlugins } from "@cxkit/host/plugins";
import type { DiscoveredPlugin } from "@cxkit/host/plugins";
import type { Workload } from "../workload.ts";
import { projectWith } from "./data/project.ts";

export const workload: Workload = {
  title: "Plugins of a project, found",
  size: 200,
  smokeSize: 5,
  unit: "plugins",
  goals: [{ contender: "kept-index", against: "yardstick", atLeast: 4 }],
};

let folder = "";

export function prepare(size: number): void {
  folder = projectWith(size);
}

/** Every manifest read and checked. */
export async function run(): Promise<string> {
  return told(await installedPlugins(folder, { engine: "1.0.0" }));
}

/** What was found, in short. */
export function told(found: readonly DiscoveredPlugin[]): string {
  return found
    .map((one) => (one.state === "resolved" ? one.plugin.manifest.id : one.problems.join()))
    .join(" ");
}
