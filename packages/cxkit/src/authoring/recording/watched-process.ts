import { subscribe } from "node:diagnostics_channel";
import { moduleStem } from "./module-stem.ts";
import type { AmbientNote, WatchPlan } from "./recorded-note.ts";
import { ownPath } from "./watched-modules.ts";

/**
 * Sees what the plugin's own modules do with the process they are in: files, processes, connections, environment. Whose doing something is,
 * the first of the author's own files on the stack says: a test, a vendor double and a test runner do what they like.
 *
 * @param busy whether what happens now is nobody's doing: the recorder's own, or the network that a test gives
 */
export function watchProcess(
  plan: Pick<WatchPlan, "folder" | "own">,
  busy: () => boolean,
  tell: (note: AmbientNote) => void,
): void {
  const own = new Set(plan.own);
  const did = (act: AmbientNote["act"], what: string): void => {
    if (busy()) return;
    const at = frameOf(plan.folder, own);
    if (at !== null) tell({ note: "ambient", act, what, at });
  };
  for (const [channel, act] of Object.entries(permissions))
    subscribe(`node:permission-model:${channel}`, (message) => {
      const { permission = "", resource } = message as {
        readonly permission?: string;
        readonly resource?: unknown;
      };
      const what = typeof resource === "string" && resource !== "" ? resource : channel;
      did(permission === "FileSystemWrite" ? "writes" : act, ownPath(plan.folder, what) ?? what);
    });
  subscribe("net.client.socket", () => did("connects", "a socket"));
  replace(globalThis, "fetch", (original) => (...args: readonly unknown[]) => {
    did("calls", "fetch");
    return original(...args);
  });
  for (const name of ["abort", "chdir", "exit", "kill"])
    replace(process, name, (original) => (...args: readonly unknown[]) => {
      did("calls", `process.${name}`);
      return Reflect.apply(original, process, args);
    });
  const { env } = process;
  process.env = new Proxy(env, {
    get(target, name) {
      if (typeof name === "string") did("environment", name);
      return Reflect.get(target, name);
    },
    // The environment takes values in no other way than this.
    set: (target, name, value) => Reflect.set(target, name, value),
  });
}

/** Channels on which Node tells what would have been denied, with `--permission-audit`. */
const permissions: { readonly [channel: string]: AmbientNote["act"] } = {
  fs: "reads",
  child: "starts",
  worker: "starts",
  inspector: "calls",
  addon: "loads",
  net: "connects",
};

type AnyFunction = (...args: readonly unknown[]) => unknown;

function replace(holder: object, name: string, by: (original: AnyFunction) => AnyFunction): void {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  const original: unknown = Reflect.get(holder, name);
  if (before?.configurable !== true || typeof original !== "function") return;
  Object.defineProperty(holder, name, {
    value: by(original as AnyFunction),
    writable: true,
    configurable: true,
    enumerable: before.enumerable ?? false,
  });
}

/** Where in the plugin's own code this comes from; `null` where a test's file stands before it, or Node loads a module. */
function frameOf(folder: string, own: ReadonlySet<string>): string | null {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 60;
  const { stack = "" } = new Error("where from");
  Error.stackTraceLimit = stackTraceLimit;
  for (const line of stack.split("\n").slice(1)) {
    if (line.includes("node:internal/modules/")) return null;
    const [, place = "", row = ""] =
      /((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()?]*?)(?:\?[^:]*)?:(\d+):\d+\)?$/.exec(line) ?? [];
    const file = place === "" ? null : ownPath(folder, place);
    if (file !== null) return own.has(moduleStem(file)) ? `${file}:${row}` : null;
  }
  return null;
}
