import path from "node:path";
import { loadConfig } from "../workspace/load-config.ts";
import { type Running, runWorkspace } from "../workspace/run-workspace.ts";
import { colorful, columnsOf, type Console, paint } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { logLine } from "./log-line.ts";
import type { WorkspaceFlags } from "./workspace-flags.ts";

/**
 * `cxkit run` and `cxkit serve`: the workspace at work, until the first signal asks it to finish; the second ends it at once.
 *
 * @returns the exit code: 0 when it was asked to stop and has finished
 */
export async function runCommand(
  name: "run" | "serve",
  flags: WorkspaceFlags & { readonly port?: number },
  console: Console,
): Promise<number> {
  const { out, env, now, signal } = console;
  const loaded = await loadConfig(path.resolve(flags.folder), env);
  const colours = paint(out, env);
  const everything = name === "run";
  const say = (line: string): void => void out.write(`${line}\n`);
  // What is for people must not stand between what is for machines.
  const stream = flags.json ? console.err : out;
  await runWorkspace(loaded, {
    command: `cxkit ${name}`,
    environment: env,
    pulls: everything,
    inboxes: everything,
    signal,
    ...(flags.port !== undefined && { port: flags.port }),
    terminal: {
      write: (text) => void stream.write(text),
      colours: colorful(stream, env),
      columns: Math.max(40, columnsOf(stream)),
    },
    log: (entry) => {
      if (flags.json) say(JSON.stringify({ time: now(), ...entry }));
      else say(logLine(entry, now(), loaded.config.zone, colours));
    },
    ready: (running) => {
      if (flags.json) say(JSON.stringify({ time: now(), level: "info", event: "ready", ...running }));
      else say(`\n${readyLines(running, loaded.config.name)}\n`);
    },
  });
  return exitCodes.done;
}

function readyLines({ address, webhooks, inboxes }: Running, name: string): string {
  return [
    `${name} is at ${address}`,
    ...webhooks.map(({ connection, url }) => `  webhook of ${connection}: ${url}`),
    ...inboxes.map(({ connection, folder }) => `  inbox of ${connection}: ${folder}`),
    "  Ctrl+C stops it.\n",
  ].join("\n");
}
