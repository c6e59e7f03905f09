import path from "node:path";
import type { PluginState, PluginStatus } from "@cxkit/host/plugins";
import { software } from "../software.ts";
import { askRunning, controlAddress } from "../workspace/control-socket.ts";

/** What became, where the workspace runs, of something that was written down about a plugin. */
export interface RunningEffect {
  /** `now`: the running workspace goes by it; `start`: a workspace that is started does. */
  readonly takesEffect: "now" | "start";
  readonly words: string;
}

/**
 * Tells the process that runs a workspace that something was written down about a plugin: a grant, or that there is none any more.
 *
 * @param folder the workspace's
 * @param version as it is installed; `null` where it no longer is
 */
export async function refreshRunning(
  folder: string,
  id: string,
  version: string | null,
): Promise<RunningEffect> {
  const address = controlAddress(path.join(folder, ".cxkit"));
  const answer = await askRunning(address, { command: "plugins.refresh", args: {}, software });
  return effectOn(answer && (answer.result as unknown as readonly PluginStatus[]), id, version);
}

/**
 * What a running workspace says of its plugins, as what becomes of one.
 *
 * @param statuses of the plugins that it looked for; `null` where nobody runs the workspace
 * @example effectOn(null, "acme.reviews", "1.0.0") // => { takesEffect: "start", words: "takes effect when the workspace starts" }
 */
export function effectOn(
  statuses: readonly Pick<PluginStatus, "id" | "version" | "state" | "why">[] | null,
  id: string,
  version: string | null,
): RunningEffect {
  if (statuses === null) return { takesEffect: "start", words: "takes effect when the workspace starts" };
  const running = statuses.find((one) => one.id === id);
  // What was not looked for yet is looked for when it is needed.
  if (statuses.length === 0) return { takesEffect: "now", words: inUse };
  if (!running) return { takesEffect: "start", words: "takes effect when the workspace is started again" };
  if (version !== null && running.version !== version)
    return {
      takesEffect: "start",
      words: `the running workspace was started with ${running.version}; ${version} is used when it is started again`,
    };
  if (idle.has(running.state))
    return {
      takesEffect: "now",
      words: `in the running workspace it is ${running.state}${running.why === null ? "" : `: ${running.why}`}`,
    };
  return { takesEffect: "now", words: inUse };
}

const inUse = "the running workspace uses it from now on";

/** In these it is not used, whatever was granted. */
const idle: ReadonlySet<PluginState> = new Set<PluginState>([
  "blocked",
  "disabled",
  "quarantined",
  "invalid",
  "incompatible",
  "removed",
]);
