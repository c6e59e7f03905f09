import module from "node:module";

/** The built-in modules that a plugin may load: those that compute and touch nothing. Everything else is refused, also what Node adds later. */
export const allowedBuiltins: ReadonlySet<string> = new Set([
  "assert",
  "assert/strict",
  "buffer",
  "crypto",
  "events",
  "path",
  "path/posix",
  "path/win32",
  "punycode",
  "querystring",
  "stream",
  "stream/consumers",
  "stream/promises",
  "stream/web",
  "string_decoder",
  "timers",
  "timers/promises",
  "url",
  "util",
  "util/types",
  "zlib",
]);

/**
 * Takes out of this process, for good, what reaches beyond it in JavaScript: built-in modules outside the list, the members of `process`
 * that act, `fetch` and its kin, the console. Call it before any of a plugin's code is loaded.
 *
 * This is a seat belt: it stops what is done in passing, and makes getting round it deliberate. What holds against intent is what Node
 * and the operating system refuse; {@link probeIsolation} tells which is which.
 *
 * @param say gets what is written to the console
 */
export function shutFence(say: (text: string) => void): void {
  hookModules();
  const actual = globalThis.process;
  const standIn = processStandIn(actual);
  for (const name of acting) pin(actual, name, refusal(`process.${name}`));
  for (const name of ["stdin", "stdout", "stderr", "channel", "send", "mainModule", "report", "permission"]) {
    pin(actual, name, undefined);
  }
  pin(globalThis, "process", standIn);
  pin(globalThis, "console", consoleOf(say));
  pin(globalThis, "fetch", () => Promise.reject(refused("fetch")));
  for (const name of browserNames) pin(globalThis, name, undefined);
  const { WebAssembly: assembly } = globalThis as unknown as { readonly WebAssembly: object };
  for (const name of ["compileStreaming", "instantiateStreaming"]) pin(assembly, name, undefined);
  // Where what is behind `fetch` leaves its connections for other copies of itself.
  for (const version of [1, 2, 3]) {
    pin(
      globalThis,
      Symbol.for(`undici.globalDispatcher.${version}`),
      Object.freeze({ dispatch: refusal("fetch") }),
    );
  }
}

/** What of browsers reaches out, keeps things, or loads what does. */
const browserNames = [
  "CloseEvent",
  "EventSource",
  "FormData",
  "Headers",
  "Request",
  "Response",
  "Storage",
  "WebSocket",
  "localStorage",
  "navigator",
  "sessionStorage",
];

/** What act in `process`: on others, on files, on the process itself. */
const acting = [
  "_debugEnd",
  "_debugProcess",
  "_getActiveHandles",
  "_getActiveRequests",
  "_kill",
  "_linkedBinding",
  "_rawDebug",
  "_startProfilerIdleNotifier",
  "_stopProfilerIdleNotifier",
  "abort",
  "binding",
  "chdir",
  "disconnect",
  "dlopen",
  "execve",
  "exit",
  "getActiveResourcesInfo",
  "getBuiltinModule",
  "initgroups",
  "kill",
  "loadEnvFile",
  "openStdin",
  "reallyExit",
  "setegid",
  "seteuid",
  "setgid",
  "setgroups",
  "setSourceMapsEnabled",
  "setUncaughtExceptionCaptureCallback",
  "setuid",
  "umask",
];

function refused(what: string): Error {
  return Object.assign(new Error(`${what} is not for plugins`), { code: "ERR_ACCESS_DENIED" });
}

function refusal(what: string): () => never {
  return Object.freeze(() => {
    throw refused(what);
  });
}

/** Puts a value there for good. Who assigns another is not told, for Node itself does so late in its start. */
function pin(target: object, name: string | symbol, value: unknown): void {
  const there = Object.getOwnPropertyDescriptor(target, name);
  if (there?.configurable !== false) {
    Object.defineProperty(target, name, {
      get: () => value,
      set() {},
      configurable: false,
      enumerable: false,
    });
  } else if (there.writable === true) {
    Object.defineProperty(target, name, { value, writable: false });
  }
}

function hookModules(): void {
  const allowed = (name: string): boolean => allowedBuiltins.has(name);
  const check = (specifier: string): void => {
    const bare = specifier.startsWith("node:") ? specifier.slice(5) : specifier;
    const builtin = specifier.startsWith("node:") || module.isBuiltin(specifier);
    if (builtin && !allowed(bare)) throw refused(specifier);
  };
  // Not there before Node 22.15 and 23.5.
  module.registerHooks?.({
    resolve(specifier, context, next) {
      check(specifier);
      const resolved = next(specifier, context);
      check(resolved.url);
      return resolved;
    },
    load(url, context, next) {
      check(url);
      if (!/^(?:file|data|node):/.test(url)) throw refused(url.slice(0, 40));
      return next(url, context);
    },
  });
  const inner = module as unknown as Record<string, (...args: unknown[]) => unknown>;
  const { _load: load } = inner;
  if (load) {
    pin(inner, "_load", function guarded(this: unknown, request: unknown, ...rest: unknown[]) {
      check(String(request));
      return load.call(this, String(request), ...rest);
    });
  }
  // Whoever could add hooks behind these would be asked first.
  for (const name of [
    "registerHooks",
    "register",
    "runMain",
    "syncBuiltinESMExports",
    "enableCompileCache",
  ]) {
    pin(inner, name, refusal(`module.${name}`));
  }
}

/** As much of `process` as libraries look at. The real one is not handed out: its streams lead to sockets. */
function processStandIn(actual: NodeJS.Process): object {
  const nothing = Object.freeze(() => standIn);
  const standIn: Record<string, unknown> = {
    version: actual.version,
    versions: Object.freeze({ ...actual.versions }),
    release: Object.freeze({ name: actual.release.name }),
    platform: actual.platform,
    arch: actual.arch,
    features: Object.freeze({}),
    env: Object.freeze({}),
    argv: Object.freeze([]),
    execArgv: Object.freeze([]),
    title: "plugin",
    cwd: () => "/",
    uptime: () => actual.uptime(),
    nextTick: actual.nextTick,
    hrtime: actual.hrtime,
    emitWarning: nothing,
    emit: () => false,
    listenerCount: () => 0,
    listeners: () => [],
  };
  for (const name of ["on", "once", "off", "addListener", "removeListener", "prependListener"]) {
    standIn[name] = nothing;
  }
  for (const name of acting) standIn[name] ??= refusal(`process.${name}`);
  return Object.freeze(standIn);
}

function consoleOf(say: (text: string) => void): object {
  const write = (...words: unknown[]): void =>
    say(words.map((word) => (typeof word === "string" ? word : typeof word)).join(" "));
  const nothing = (): void => {};
  const written: Record<string, unknown> = {};
  for (const name of ["debug", "error", "info", "log", "trace", "warn"]) written[name] = write;
  for (const name of ["assert", "count", "dir", "group", "groupEnd", "table", "time", "timeEnd", "timeLog"]) {
    written[name] = nothing;
  }
  return Object.freeze(written);
}
