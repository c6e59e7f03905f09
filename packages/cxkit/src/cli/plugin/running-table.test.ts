import { expect, it } from "vitest";
import type { RunningPlugin } from "../../workspace/running-plugin.ts";
import { runningTable } from "./running-table.ts";

const plugin = (changes: Partial<RunningPlugin>): RunningPlugin => ({
  id: "acme.kit",
  version: "1.0.0",
  state: "active",
  since: "2026-03-01T00:00:00Z",
  why: null,
  contributions: [],
  activatedBy: null,
  tier: "sandbox",
  calls: 12,
  inFlight: 0,
  errors: 2,
  restarts: 1,
  crashes: 1,
  lastError: null,
  retryAt: null,
  rssBytes: 62 * 1_048_576,
  cpuMs: 1234,
  enforcement: { files: "runtime", network: "kernel", processes: "kernel" },
  ...changes,
});

it("says what each uses, and what was seen to hold it", () => {
  const table = runningTable([plugin({})], 100);
  expect(table).toMatch(/^plugin +runs in +MB +CPU s +calls +errors +restarts +files +network +processes\n/);
  expect(table).toMatch(/acme\.kit +sandbox +62 +1\.2 +12 +2 +1 +runtime +kernel +kernel\n$/);
});

it("leaves blank what is not known, and out what nobody has needed", () => {
  const stopped = { tier: null, rssBytes: null, cpuMs: null, enforcement: null };
  const idle = plugin({ id: "acme.idle", ...stopped, calls: 0, errors: 0, restarts: 0, crashes: 0 });
  expect(runningTable([idle], 100)).toBe("");
  const table = runningTable([idle, plugin({ ...stopped, calls: 3 })], 100);
  expect(table).toMatch(/\nacme\.kit +3 +2 +1\n$/);
});
