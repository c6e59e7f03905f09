import { expect, it } from "vitest";
import {
  type Enforcement,
  foreignTier,
  type IsolationReport,
  seenEnforcement,
  type TierEnforcement,
} from "./enforcement.ts";

const seen = (level: Enforcement["level"]): Enforcement => ({ level, asPlugin: "ERR_ACCESS_DENIED" });
const report = (...tiers: readonly TierEnforcement[]): IsolationReport => ({
  node: "v24.21.0",
  platform: "linux",
  tiers,
});
const process = (network: Enforcement["level"]): TierEnforcement => ({
  tier: "process",
  works: true,
  capabilities: { network: seen(network), threads: seen("runtime") },
});
const sandbox = (network: Enforcement["level"]): TierEnforcement => ({
  ...process(network),
  tier: "sandbox",
});

it("plugins of others run where every promise holds, the process first", () => {
  expect(foreignTier(report(process("runtime"), sandbox("kernel")))).toEqual({ tier: "process" });
  expect(foreignTier(report(process("advisory"), sandbox("kernel")))).toEqual({ tier: "sandbox" });
  expect(foreignTier(report(process("advisory"), sandbox("kernel")), { advisory: "accept" })).toEqual({
    tier: "sandbox",
  });
});

it("what is only advisory is refused unless it is accepted; what is nothing is accepted by nobody", () => {
  const broken: TierEnforcement = { tier: "sandbox", works: false, why: "no namespaces", capabilities: {} };
  expect(foreignTier(report(process("advisory"), broken))).toEqual({
    tier: null,
    why: "process: network is advisory; sandbox: no namespaces",
  });
  expect(foreignTier(report(process("advisory"), broken), { advisory: "accept" })).toEqual({
    tier: "process",
  });
  expect(foreignTier(report(process("none"), broken), { advisory: "accept" }).tier).toBe(null);
  expect(foreignTier(report())).toEqual({ tier: null, why: "no tier was tried" });
  expect(foreignTier(report({ ...process("kernel"), tier: "in-process" })).tier).toBe(null);
});

it("of several acts the weakest counts, and what was not tried is no promise", () => {
  const capabilities = {
    "read-files": seen("kernel"),
    "write-files": seen("runtime"),
    network: seen("kernel"),
    names: seen("none"),
  };
  const tried = report({ tier: "sandbox", works: true, capabilities });
  expect(seenEnforcement(tried, "sandbox")).toEqual({ files: "runtime", network: "none", processes: null });
  expect(seenEnforcement(tried, "process")).toBe(null);
  expect(seenEnforcement(report({ ...process("kernel"), works: false }), "process")).toBe(null);
});
