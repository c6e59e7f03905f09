import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { cxError } from "@cxkit/core";

/** A process to be launched behind a fence. */
export interface Launch {
  readonly tier: "process" | "sandbox";
  /** The module that runs first. */
  readonly main: URL;
  /** What may be read besides the main module and its neighbours. */
  readonly readable: readonly string[];
  readonly heapMb: number;
  /** Loads, before anything else, what Node takes types out with: for a process that is launched before it is needed. */
  readonly typescript?: true;
  /** Another Node than this one. */
  readonly node?: string;
}

/** A process behind a fence. */
export interface Launched {
  /** Where messages go and come from. */
  readonly channel: Duplex;
  /** Ends it and everything it started, at once. */
  kill(): void;
  /** Resolves when it is gone: with the signal that ended it or the code it ended with. */
  readonly gone: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Bytes of memory and milliseconds of processor time; `null` where the platform does not tell. */
  usage(): Promise<{ readonly rssBytes: number; readonly cpuMs: number } | null>;
}

/**
 * Launches a process of Node's: in a group of its own, with an empty environment and no descriptor of the host's but one end of a
 * channel, and with Node's permission model on: it reads what is listed, writes nothing, starts nothing.
 *
 * In the tier `sandbox` it stands, with its own kind of nothing, in namespaces of its own: no network, no process but itself.
 *
 * @throws {CxError} `unsupported` when the platform has no such namespaces
 */
export function launched({
  tier,
  main,
  readable,
  heapMb,
  typescript,
  node = process.execPath,
}: Launch): Launched {
  // Built, it shares pieces with others, which lie above it.
  const own = fileURLToPath(new URL(main.pathname.endsWith(".ts") ? "." : "../../", main));
  const nodeArguments = [
    ...versionedFlags(node),
    ...[own, ...readable].map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${heapMb}`,
    "--no-warnings",
    ...(typescript ? [`--import=${readyForTypescript}`] : []),
    ...(main.pathname.endsWith(".ts") ? ["--conditions=@cxkit/source"] : []),
    fileURLToPath(main),
  ];
  const command = [...wrapped(tier), node, ...nodeArguments];
  const child = spawn(command[0] ?? node, command.slice(1), {
    env: {},
    cwd: os.tmpdir(),
    detached: true,
    windowsHide: true,
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const channel = child.stdio[3] as Duplex;
  // Whatever ends it is told by its exit; a broken channel is only how that is noticed.
  channel.on("error", () => {});
  return {
    channel,
    kill: () => killGroup(child),
    gone: new Promise((resolve) => {
      child.once("error", () => resolve({ code: null, signal: null }));
      child.once("exit", (code, signal) => resolve({ code, signal }));
    }),
    usage: usageOf(child, tier),
  };
}

const readyForTypescript =
  "data:text/javascript,import * as module from 'node:module'; module.stripTypeScriptTypes?.('')";

/** Whether this platform has the programs that the sandbox tier is made with. Whether they may be used here, a probe tells. */
export function hasSandbox(): boolean {
  return process.platform === "linux" && program("unshare") !== undefined;
}

function wrapped(tier: Launch["tier"]): readonly string[] {
  // Ends the process when the host ends, however that happens; and nothing it runs gains a right.
  const setpriv = process.platform === "linux" ? program("setpriv") : undefined;
  const bound = setpriv === undefined ? [] : [setpriv, "--pdeathsig", "KILL", "--no-new-privs", "--"];
  if (tier === "process") return bound;
  const unshare = program("unshare");
  if (process.platform !== "linux" || unshare === undefined) {
    throw cxError("unsupported", "the sandbox tier needs Linux and the program unshare");
  }
  return [...bound, unshare, "--map-root-user", "--net", "--ipc", "--pid", "--fork", "--kill-child", "--"];
}

function program(name: string): string | undefined {
  return ["/usr/bin", "/bin", "/usr/local/bin"]
    .map((folder) => `${folder}/${name}`)
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Flags that go by the version of Node that will run. */
function versionedFlags(node: string): readonly string[] {
  const version = node === process.execPath ? process.version : execFileSync(node, ["--version"]).toString();
  const [major = 0, minor = 0] = version.trim().slice(1).split(".").map(Number);
  const since = (...lines: readonly (readonly [number, number])[]): boolean =>
    lines.some(([line, from]) => major === line && minor >= from) || major > (lines.at(-1)?.[0] ?? 0);
  return [
    since([22, 13], [23, 5]) ? "--permission" : "--experimental-permission",
    // Opens files past the permission model: without it, there is no such module.
    ...(since([22, 5]) ? ["--no-experimental-sqlite"] : []),
  ];
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
  } catch {
    // Gone already.
  }
  child.kill("SIGKILL");
}

function usageOf(child: ChildProcess, tier: Launch["tier"]): Launched["usage"] {
  if (process.platform !== "linux" || child.pid === undefined) return () => Promise.resolve(null);
  const outer = child.pid;
  let inner: string | undefined;
  return async () => {
    try {
      inner ??= tier === "sandbox" ? await childOf(outer) : String(outer);
      if (inner === undefined) return null;
      const [status, stat] = await Promise.all([
        readFile(`/proc/${inner}/status`, "utf8"),
        readFile(`/proc/${inner}/stat`, "utf8"),
      ]);
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      // Behind the name, which may hold blanks: the 14th and 15th fields are ticks of a hundredth of a second.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = Number(fields[11]) + Number(fields[12]);
      return kilobytes === undefined ? null : { rssBytes: Number(kilobytes) * 1024, cpuMs: ticks * 10 };
    } catch {
      return null;
    }
  };
}

async function childOf(outer: number): Promise<string | undefined> {
  const children = await readFile(`/proc/${outer}/task/${outer}/children`, "utf8");
  return /^\d+/.exec(children)?.[0];
}
