import { spawn } from "node:child_process";
import { cxError } from "@cxkit/core";
import { type Bisected, bisectPlugins } from "../../plugins/bisect-plugins.ts";
import { openedProject } from "../../plugins/opened-project.ts";
import { pluginStanding } from "../../plugins/plugin-standing.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain, plainJson } from "../text-table.ts";
import type { PluginFlags } from "./plugin-flags.ts";

/**
 * `cxkit plugin bisect --run COMMAND`: runs the command with some of the plugins switched on, until it is known which one makes it fail.
 * The command sees which in `CXKIT_ONLY_PLUGINS`, which `cxkit` heeds.
 */
export async function pluginBisect(
  flags: PluginFlags & { readonly run: string },
  console: Console,
): Promise<number> {
  const { out, err, env, signal } = console;
  const project = await openedProject(flags.folder, env);
  const standings = await Promise.all(project.plugins.map((found) => pluginStanding(found, project)));
  const suspects = standings.filter(({ state }) => state === "ready").map(({ id }) => id);
  if (suspects.length === 0)
    throw cxError("invalid-setup", "no plugin is in use: there is nothing to look for", { path: "plugins" });
  const result = await bisectPlugins(suspects, async (enabled) => {
    signal.throwIfAborted();
    const failed = await fails(flags.run, { ...env, CXKIT_ONLY_PLUGINS: enabled.join(",") }, signal);
    err.write(`${failed ? "fails" : "works"} with ${enabled.length} of ${suspects.length}\n`);
    return failed;
  });
  out.write(flags.json ? `${plainJson(result)}\n` : `${plain(inWords(result))}\n`);
  return exitCodes.done;
}

function inWords(result: Bisected): string {
  const runs = `${result.runs} run${result.runs === 1 ? "" : "s"}`;
  if (result.found !== "culprit")
    return `The command ${result.found === "none" ? "works with every" : "fails without any"} plugin (${runs}).`;
  const others =
    result.beside.length === 0 ? "with no other plugin on" : `beside ${result.beside.join(", ")}`;
  return `${result.culprit} makes the command fail: it works without it and fails with it, ${others} (${runs}).`;
}

function fails(command: string, env: Console["env"], signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, env, stdio: ["ignore", "ignore", "inherit"], signal });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code !== 0));
  });
}
