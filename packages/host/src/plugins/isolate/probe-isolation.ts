import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import type { Enforcement, EnforcementLevel, IsolationReport, TierEnforcement } from "./enforcement.ts";
import { frame, frameReader } from "./frame.ts";
import { hasSandbox, launched } from "./launch.ts";
import { largestMessage } from "./message.ts";
import { done, nothingThere, type ProbedAct, probeActs, type ProbeGoals } from "./probe-acts.ts";
import { probeExhaustion } from "./probe-exhaustion.ts";
import { siblingModule } from "./sibling-module.ts";

/** What is probed. */
export interface ProbeOptions {
  /** Default: both tiers that fence. */
  readonly tiers?: readonly ("process" | "sandbox")[];
  /** `reach`: whether a plugin gets at what is not its own. `all`: also whether it can use up what others need, which takes some seconds. Default `all`. */
  readonly acts?: "reach" | "all";
  /** Another Node than this one: an absolute path. */
  readonly node?: string;
}

/**
 * Tries, in processes launched exactly as plugins are, everything that a plugin must not do, and tells what was seen. Each act is tried with all
 * that Node gives, as somebody would who got round the fence, and as a plugin: what only the second is refused is `advisory`.
 *
 * Nothing of it does harm, and nothing leaves this machine: files, ports and signals are the host's own.
 */
export async function probeIsolation(options: ProbeOptions = {}): Promise<IsolationReport> {
  const { tiers = ["process", "sandbox"], acts = "all", node } = options;
  const folder = await mkdtemp(path.join(os.tmpdir(), "cxkit-probe-"));
  try {
    await writeFile(path.join(folder, "file"), "not for plugins");
    const seen: TierEnforcement[] = [];
    let version = process.version;
    for (const tier of tiers) {
      const reach = await probeReach(tier, folder, node);
      version = reach.node ?? version;
      const { works } = reach.enforcement;
      const more = works && acts === "all" ? await probeExhaustion(tier, folder, node) : {};
      const { capabilities } = reach.enforcement;
      seen.push({ ...reach.enforcement, capabilities: { ...capabilities, ...more } });
    }
    return { node: version, platform: process.platform, tiers: seen };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Outcomes = { readonly [act in ProbedAct]: string };

async function probeReach(
  tier: "process" | "sandbox",
  folder: string,
  node: string | undefined,
): Promise<{ readonly enforcement: TierEnforcement; readonly node?: string }> {
  const failed = (why: string) => ({ enforcement: { tier, works: false, why, capabilities: {} } });
  if (tier === "sandbox" && !hasSandbox()) return failed("the operating system offers no namespaces");
  const open = path.join(folder, tier);
  await mkdir(open, { recursive: true });
  const watch = await watched();
  const probe = launched({
    tier,
    main: siblingModule("probe-child"),
    readable: [],
    heapMb: 128,
    ...(node !== undefined && { node }),
  });
  try {
    const heard = listener(probe.channel);
    const gone = probe.gone.then(({ code, signal }) => `it ended with ${signal ?? code ?? "nothing"}`);
    const ready = await Promise.race([heard(), gone]);
    // Namespaces are made before anything of ours runs; programs that may not make them end with 1.
    if (typeof ready === "string")
      return failed(
        tier === "sandbox"
          ? `${ready} at once: the system lets this user make no namespaces, it seems`
          : ready,
      );
    const goals: ProbeGoals = {
      hostProcess: process.pid,
      file: path.join(folder, "file"),
      folder: open,
      ...watch.ports,
    };
    probe.channel.write(frame(goals));
    const told = await Promise.race([heard(), gone]);
    if (typeof told === "string") return failed(told);
    // What came here on other ways came before this; a turn of the loop, and it is known.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const { bare, fenced, version } = told as {
      readonly bare: Outcomes;
      readonly fenced: Outcomes;
      readonly version: string;
    };
    const asPlugin = { ...fenced, ...(watch.reached() && { network: done }) };
    const capabilities = Object.fromEntries(
      Object.keys(probeActs).map((act) => [
        act,
        enforcement(
          watch.corrected(act, bare[act as ProbedAct]),
          watch.corrected(act, asPlugin[act as ProbedAct]),
        ),
      ]),
    );
    return { enforcement: { tier, works: true, capabilities }, node: version };
  } finally {
    probe.kill();
    await probe.gone;
    watch.close();
  }
}

/** What two tries say. Of what nobody has seen before, no more is believed than that our own code refused it. */
function enforcement(bare: string, asPlugin: string): Enforcement {
  return { level: levelOf(bare, asPlugin), bare, asPlugin };
}

function levelOf(bare: string, asPlugin: string): EnforcementLevel {
  if (asPlugin === done) return "none";
  if (runtimeCodes.has(bare)) return "runtime";
  return bare === nothingThere || kernelCodes.has(bare) ? "kernel" : "advisory";
}

const runtimeCodes = new Set([
  "ERR_ACCESS_DENIED",
  "ERR_DLOPEN_DISABLED",
  "ERR_INSPECTOR_NOT_AVAILABLE",
  "ERR_UNKNOWN_BUILTIN_MODULE",
]);
const kernelCodes = new Set(["EACCES", "EHOSTUNREACH", "ENETUNREACH", "EPERM", "EROFS", "ESRCH"]);

/** What the host sees arrive, whatever the probe believes. */
async function watched() {
  let asked = 0;
  let signals = 0;
  let connected = 0;
  const server = createServer((socket) => socket.destroy());
  const forPlugin = createServer((socket) => {
    connected += 1;
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  forPlugin.listen(0, "127.0.0.1");
  const names = createSocket("udp4", () => {
    asked += 1;
  });
  names.bind(0, "127.0.0.1");
  const signalled = (): void => {
    signals += 1;
  };
  if (process.platform !== "win32") process.on("SIGCONT", signalled);
  await Promise.all([server, forPlugin, names].map((one) => once(one, "listening")));
  return {
    ports: {
      tcpPort: (server.address() as AddressInfo).port,
      pluginTcpPort: (forPlugin.address() as AddressInfo).port,
      udpPort: names.address().port,
    },
    /** Whether anybody came where only a plugin was sent. */
    reached: () => connected > 0,
    corrected(act: string, outcome: string): string {
      // A question that was asked is one that got out, answered or not; one that nobody heard got nowhere.
      if (act === "names" && outcome !== "ERR_ACCESS_DENIED") return asked > 0 ? done : "ENETUNREACH";
      if (act === "process-group" && outcome === done) return signals > 0 ? done : nothingThere;
      return outcome;
    },
    close() {
      server.close();
      forPlugin.close();
      names.close();
      process.off("SIGCONT", signalled);
    },
  };
}

/** Reads one message after the other. */
function listener(channel: NodeJS.ReadableStream): () => Promise<unknown> {
  const come: unknown[] = [];
  let wake = (): void => {};
  channel.on(
    "data",
    frameReader(largestMessage, ({ head }) => {
      const message = JSON.parse(head) as { readonly said?: true };
      if (message.said) return;
      come.push(message);
      wake();
    }),
  );
  return async () => {
    if (come.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return come.shift();
  };
}
