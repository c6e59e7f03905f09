import type { Enforcement, IsolationReport } from "@cxkit/host/plugins";
import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { doctorCommand } from "./doctor-command.ts";
import { exitCodes } from "./exit-codes.ts";

const seen = (level: Enforcement["level"]): Enforcement => ({ level, asPlugin: "ERR_ACCESS_DENIED" });
const report: IsolationReport = {
  node: "v24.21.0",
  platform: "linux",
  tiers: [
    { tier: "process", works: true, capabilities: { network: seen("advisory"), threads: seen("runtime") } },
    { tier: "sandbox", works: true, capabilities: { network: seen("kernel"), threads: seen("runtime") } },
  ],
};

function recordingConsole() {
  let text = "";
  const out = new Writable({
    write(chunk: Buffer, _encoding, written) {
      text += chunk.toString();
      written();
    },
  });
  const { signal } = new AbortController();
  return { out, err: out, env: {}, now: () => "2026-07-01T00:00:00Z", signal, written: () => text };
}

it("prints what was seen, what the words mean, and where plugins of others run", async () => {
  const console = recordingConsole();
  expect(await doctorCommand({}, console, () => Promise.resolve(report))).toBe(exitCodes.done);
  const text = console.written();
  expect(text).toMatch(/connect to the network +advisory +kernel/);
  expect(text).toMatch(/start threads +runtime +runtime/);
  expect(text).toMatch(/read files that are not its own +not tried +not tried/);
  expect(text).toMatch(/^advisory +only our code/m);
  expect(text).not.toMatch(/^none +/m);
  expect(text).toContain("Node v24.21.0 has no permission for the network");
  expect(text).toContain("Plugins of others run in the tier sandbox.");
});

it("says where they run nowhere, and why, and ends with a code for it", async () => {
  const console = recordingConsole();
  const tiers = [
    report.tiers[0]!,
    { tier: "sandbox", works: false, why: "no namespaces", capabilities: {} },
  ] as const;
  const code = await doctorCommand({}, console, () => Promise.resolve({ ...report, tiers }));
  expect(code).toBe(exitCodes.unavailable);
  expect(console.written()).toContain("The tier sandbox does not work here: no namespaces.");
  expect(console.written()).toContain(
    "run nowhere on this machine: process: network is advisory; sandbox: no namespaces.",
  );
  expect(console.written()).toContain('isolation: { advisory: "accept" } in the configuration runs them all');
});

it("promises nothing of a setting that would not help", async () => {
  const console = recordingConsole();
  const tiers = [{ tier: "process", works: true, capabilities: { network: seen("none") } }] as const;
  await doctorCommand({}, console, () => Promise.resolve({ ...report, tiers }));
  expect(console.written()).toContain(
    "network is none.\nA system that lets this user make namespaces would do, or",
  );
});

it("gives all of it as JSON", async () => {
  const console = recordingConsole();
  await doctorCommand({ json: true }, console, () => Promise.resolve(report));
  expect(JSON.parse(console.written())).toEqual({ ...report, foreign: { tier: "sandbox" } });
});
