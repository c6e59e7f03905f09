import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type {
  ContributionReference,
  InstalledPlugin,
  PluginRunner,
  RunnerEnd,
  RunnerServices,
  StartOptions,
} from "../runner.ts";
import type { Enforcement, ProbedCapability } from "./enforcement.ts";
import { fencedRunner } from "./fenced-runner.ts";
import { siblingModule } from "./sibling-module.ts";

type Exhaustion = Extract<ProbedCapability, "heap" | "memory" | "endless-work" | "flood">;

/**
 * Starts plugins that take all they can get, by the very runner that plugins are started with, and sees how they end.
 *
 * @param folder where a package for them may be made
 */
export async function probeExhaustion(
  tier: "process" | "sandbox",
  folder: string,
  node: string | undefined,
): Promise<{ readonly [capability in Exhaustion]: Enforcement }> {
  const directory = path.join(folder, `${tier}-plugin`);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, "package.json"), '{"type":"module"}');
  await writeFile(path.join(directory, "plugin.js"), plugin);
  const installed: InstalledPlugin = {
    manifest: { manifestVersion: 1, id: "cxkit.probe", contributes: {} },
    version: "0.0.0",
    directory,
    realDirectory: directory,
    integrity: "",
  };
  const started = async (limits: Partial<StartOptions["limits"]>, main?: URL): Promise<PluginRunner> =>
    fencedRunner(tier, { ...(node !== undefined && { node }), ...(main && { main }) })(installed, {
      limits: { heapMb: 48, rssMb: 160, startMs: 30_000, callMs: 20_000, stallMs: 20_000, ...limits },
      log: () => {},
    });
  /** How a plugin ends that does one of them; by itself it never does. */
  const ended = async (act: string, why: RunnerEnd["why"], limits: Partial<StartOptions["limits"]> = {}) => {
    await using runner = await started(limits);
    // The call comes to nothing; how it all ends is what is looked at.
    await runner.call(target, "hydrate.complete", [{ act }], { services, config: {} }).catch(() => {});
    return enforcement(await runner.ended, why);
  };
  const flooded = async () => {
    await using runner = await started({}, siblingModule("probe-flood-child"));
    return enforcement(await runner.ended, "breach");
  };
  const [heap, memory, work, flood] = await Promise.all([
    ended("heap", "memory"),
    ended("memory", "memory"),
    ended("endless-work", "unresponsive", { callMs: 500 }),
    flooded(),
  ]);
  return { heap, memory, "endless-work": work, flood };
}

function enforcement(end: RunnerEnd, wanted: RunnerEnd["why"]): Enforcement {
  const asPlugin = `${end.why}: ${end.detail}`;
  if (end.why !== wanted) return { level: "none", asPlugin };
  // Away from Linux nobody but the plugin's own process says what it uses.
  const believed = wanted === "memory" && process.platform !== "linux";
  return { level: believed ? "advisory" : "runtime", asPlugin };
}

const target: ContributionReference = {
  plugin: "cxkit.probe",
  kind: "channel",
  id: "probe",
  module: "./plugin.js",
  export: "probe",
};

const services: RunnerServices = {
  http: () => Promise.reject(new Error("no network")),
  secrets: {},
  token: () => Promise.reject(new Error("no token")),
  subject: () => "",
  fingerprint: () => "",
  now: () => "1970-01-01T00:00:00Z",
};

const plugin = `
const acts = {
  heap() { const kept = []; for (;;) kept.push(Array.from({ length: 10000 }, (_, at) => ({ at }))); },
  memory: () => new Promise(() => {
    const kept = [];
    const more = () => { kept.push(Buffer.alloc(16777216, 1)); setTimeout(more, 1); };
    more();
  }),
  "endless-work"() { for (;;); },
};
export const probe = {
  id: "probe",
  title: "Probe",
  config: { "~standard": { version: 1, vendor: "cxkit", validate: (value) => ({ value }) } },
  decode: () => ({ events: [], setAside: [] }),
  hydrate: { needs: () => true, complete: (record) => acts[record.act]() },
};
`;
