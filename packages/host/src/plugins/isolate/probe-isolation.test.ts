import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import type { ProbedCapability } from "./enforcement.ts";
import { hasSandbox } from "./launch.ts";
import { probeIsolation } from "./probe-isolation.ts";

const reach: readonly ProbedCapability[] = [
  "read-files",
  "write-files",
  "databases",
  "network",
  "names",
  "processes",
  "threads",
  "inspector",
  "addons",
  "host-process",
  "process-group",
  "environment",
  "descriptors",
];
const exhaustion: readonly ProbedCapability[] = ["heap", "memory", "endless-work", "flood"];

it("everything is tried, in both tiers, and a plugin gets nowhere", async () => {
  const report = await probeIsolation();
  expect(report.node).toBe(process.version);
  const [fenced, sandbox] = report.tiers;
  expect(fenced).toMatchObject({ tier: "process", works: true });
  for (const tier of report.tiers.filter(({ works }) => works)) {
    expect(Object.keys(tier.capabilities)).toEqual([...reach, ...exhaustion]);
    for (const [capability, { level, asPlugin }] of Object.entries(tier.capabilities)) {
      expect([capability, level, asPlugin]).not.toContain("none");
      expect(asPlugin).not.toBe("done");
    }
  }
  // What Node's permission model and the way a process is made keep, on every Node that this is tested on.
  for (const capability of [
    "read-files",
    "write-files",
    "databases",
    "processes",
    "threads",
    "inspector",
    "addons",
  ] as const) {
    expect([capability, fenced?.capabilities[capability]?.level]).toEqual([capability, "runtime"]);
  }
  for (const capability of ["environment", "descriptors", "process-group"] as const) {
    expect([capability, fenced?.capabilities[capability]?.level]).toEqual([capability, "kernel"]);
  }
  // A user's process may signal the user's others: only namespaces keep from that.
  expect(fenced?.capabilities["host-process"]?.level).toBe("advisory");
  if (!hasSandbox()) return;
  expect(sandbox).toMatchObject({ tier: "sandbox", works: true });
  expect(sandbox?.capabilities["host-process"]?.level).toBe("kernel");
  for (const capability of ["network", "names"] as const) {
    expect(sandbox?.capabilities[capability]?.level).toMatch(/kernel|runtime/);
  }
});

it("where a tier does not work, that is told and nothing is claimed", async () => {
  const report = await probeIsolation({ tiers: ["process"], acts: "reach", node: "/bin/true" });
  expect(report.tiers).toEqual([
    { tier: "process", works: false, why: expect.stringContaining("it ended"), capabilities: {} },
  ]);
});

const boundToHost = process.platform === "linux" && existsSync("/usr/bin/setpriv");

it.runIf(boundToHost)("a host that dies takes its plugins along, however busy they are", async () => {
  const program = fileURLToPath(new URL("fixtures/dying-host.ts", import.meta.url));
  const run = promisify(execFile)(process.execPath, ["--conditions=@cxkit/source", "--no-warnings", program]);
  const died = (await run.catch((thrown: unknown) => thrown)) as {
    readonly stdout: string;
    readonly signal?: string;
  };
  expect(died.signal).toBe("SIGKILL");
  const plugin = Number(died.stdout);
  expect(plugin).toBeGreaterThan(1);
  // Asked until it is so: the operating system sees to it, soon.
  const alive = (): boolean => {
    try {
      return process.kill(plugin, 0);
    } catch {
      return false;
    }
  };
  while (alive()) await new Promise((resolve) => setImmediate(resolve));
  expect(alive()).toBe(false);
});
