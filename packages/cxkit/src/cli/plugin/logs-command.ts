import path from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { cxError } from "@cxkit/core";
import { software } from "../../software.ts";
import { askRunning, controlAddress } from "../../workspace/control-socket.ts";
import { findConfig } from "../../workspace/find-config.ts";
import { ownFolder } from "../../workspace/open-workspace.ts";
import type { ResultOf } from "../../workspace/operations.ts";
import type { PluginLogEntry } from "../../workspace/plugin-log.ts";
import { type Console, paint } from "../console.ts";
import { exitCodes } from "../exit-codes.ts";
import { logLine } from "../log-line.ts";
import type { PluginFlags } from "./plugin-flags.ts";

/** Options of `cxkit plugin logs`. */
export interface LogsFlags extends PluginFlags {
  readonly follow?: boolean;
}

/**
 * `cxkit plugin logs PLUGIN`: what the process that runs the workspace has to say of a plugin, the newest entries.
 *
 * @param pause between two looks, where it is followed
 * @returns the exit code: 0 also when somebody stops following
 * @throws {CxError} `unavailable` where no process runs the workspace, or it went away while it was followed
 */
export async function pluginLogs(
  plugin: string,
  flags: LogsFlags,
  console: Console,
  pause: (signal: AbortSignal) => Promise<unknown> = (signal) => after(500, undefined, { signal }),
): Promise<number> {
  const { out, err, env, signal } = console;
  const address = controlAddress(path.join(path.dirname(await findConfig(flags.folder)), ownFolder));
  const colours = paint(out, env);
  let last = 0;
  try {
    for (let look = 1; ; look += 1) {
      const answer = await askRunning(
        address,
        { command: "plugins.log", args: { plugin, after: last }, software },
        { signal },
      );
      if (!answer) throw notThere(look);
      const { entries, dropped, zone, ...part } = answer.result as unknown as ResultOf<"plugins.log">;
      if (look === 1 && dropped > 0)
        err.write(`cxkit: ${dropped} older ${dropped === 1 ? "entry is" : "entries are"} no longer kept\n`);
      for (const entry of entries)
        out.write(`${flags.json === true ? JSON.stringify(entry) : inWords(entry, zone, colours)}\n`);
      ({ last } = part);
      if (flags.follow !== true) {
        if (entries.length === 0) err.write("cxkit: nothing was logged about it yet\n");
        return exitCodes.done;
      }
      await pause(signal);
    }
  } catch (error) {
    // Following ends when somebody has seen enough.
    if (signal.aborted && flags.follow === true) return exitCodes.done;
    throw error;
  }
}

function inWords(
  { at, times, number: _number, ...entry }: PluginLogEntry,
  zone: string,
  colours: ReturnType<typeof paint>,
): string {
  const facts = { ...entry.facts, ...(times > 1 && { times }) };
  return logLine({ ...entry, facts }, at, zone, colours);
}

function notThere(look: number): Error {
  return cxError(
    "unavailable",
    look === 1
      ? 'no process runs the workspace: what is logged of plugins is kept there, while "cxkit run" is at work'
      : "the running workspace went away",
  );
}
