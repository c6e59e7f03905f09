/** What a plugin must not reach, each tried. */
export type ProbedAct =
  | "read-files"
  | "write-files"
  | "databases"
  | "network"
  | "names"
  | "processes"
  | "threads"
  | "inspector"
  | "addons"
  | "host-process"
  | "process-group"
  | "environment"
  | "descriptors";

/** Where the probe is told to go. None of it does harm: what could be hit is the host's own, made for this. */
export interface ProbeGoals {
  readonly hostProcess: number;
  /** A file that is there and not the probe's to read. */
  readonly file: string;
  /** A folder that is not the probe's to write to. */
  readonly folder: string;
  /** Ports of this machine on which the host listens. */
  readonly tcpPort: number;
  /** The same for what a plugin tries: the host sees for itself who comes. */
  readonly pluginTcpPort: number;
  readonly udpPort: number;
}

/** With what an act is tried. */
export interface ProbeMeans {
  /** Gets a built-in module by whatever way there is. */
  readonly load: (name: string) => Promise<never>;
  readonly process: NodeJS.Process;
}

/** Tried, and done. */
export const done = "done";
/** There is nothing of the kind in this process. */
export const nothingThere = "nothing-there";

type Act = (means: ProbeMeans, goals: ProbeGoals) => Promise<string>;

/**
 * The acts. Each gives `done`, or the code of what refused it. Run twice by {@link probeIsolation}: with all that Node gives, as somebody would
 * who got round the fence, and as a plugin.
 */
export const probeActs: { readonly [act in ProbedAct]: Act } = {
  "read-files": tried(async ({ load }, { file }) => {
    const { readFileSync } = await module<typeof import("node:fs")>(load, "fs");
    readFileSync(file);
  }),
  "write-files": tried(async ({ load }, { folder }) => {
    const { writeFileSync } = await module<typeof import("node:fs")>(load, "fs");
    writeFileSync(`${folder}/written`, "");
  }),
  databases: tried(async ({ load }, { folder }) => {
    const { DatabaseSync } = await module<typeof import("node:sqlite")>(load, "sqlite");
    new DatabaseSync(`${folder}/database`).exec("CREATE TABLE t (a)");
  }),
  network: tried(async (means, { tcpPort }) => {
    const { connect } = await module<typeof import("node:net")>(means.load, "net");
    await connected((port) => connect(port, "127.0.0.1"), tcpPort);
  }),
  names: tried(async ({ load }, { udpPort }) => {
    const { Resolver } = await module<typeof import("node:dns/promises")>(load, "dns/promises");
    const resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([`127.0.0.1:${udpPort}`]);
    await resolver.resolve4("probe.invalid");
  }),
  processes: tried(async ({ load, process }) => {
    const { spawnSync } = await module<typeof import("node:child_process")>(load, "child_process");
    const { error } = spawnSync(process.execPath, ["--version"]);
    if (error) throw error;
  }),
  threads: tried(async ({ load }) => {
    const { Worker } = await module<typeof import("node:worker_threads")>(load, "worker_threads");
    await new Worker("", { eval: true }).terminate();
  }),
  inspector: tried(async ({ load }) => {
    const { open, close } = await module<typeof import("node:inspector")>(load, "inspector");
    open(0, "127.0.0.1");
    close();
  }),
  addons: tried(({ process }) => {
    try {
      process.dlopen({ exports: {} }, "/no-such-addon.node");
    } catch (thrown) {
      // It was looked for: one that exists would have been loaded.
      if (codeOf(thrown) !== "ERR_DLOPEN_FAILED") throw thrown;
    }
  }),
  "host-process": tried(({ process }, { hostProcess }) => {
    process.kill(hostProcess, 0);
  }),
  // Harmless to whoever is not stopped; the host looks whether it comes.
  "process-group": tried(({ process }) => {
    process.kill(0, "SIGCONT");
  }),
  environment: tried(({ process }) => {
    if (Object.keys(process.env).length === 0) throw refusedBy(nothingThere);
  }),
  descriptors: tried(async ({ load }) => {
    const { fstatSync, readSync } = await module<typeof import("node:fs")>(load, "fs");
    if (fstatSync(0).isCharacterDevice() && readSync(0, new Uint8Array(1)) === 0)
      throw refusedBy(nothingThere);
  }),
};

/** Connects with whatever makes a socket. */
export function connected(
  connect: (port: number) => {
    once(event: "connect", then: () => void): unknown;
    once(event: "error", then: (thrown: Error) => void): unknown;
    destroy(): unknown;
  },
  port: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
  });
}

/** Runs a try, and says how it ended. */
export function tried(act: (means: ProbeMeans, goals: ProbeGoals) => void | Promise<void>): Act {
  return async (means, goals) => {
    try {
      await act(means, goals);
      return done;
    } catch (thrown) {
      return codeOf(thrown);
    }
  };
}

async function module<T>(load: ProbeMeans["load"], name: string): Promise<T> {
  return load(name);
}

function refusedBy(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function codeOf(thrown: unknown): string {
  const { code, name } = thrown as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === "string" ? code : String(name);
}
