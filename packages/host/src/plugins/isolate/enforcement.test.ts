import { expect, it } from "vitest";
import { type Enforcement, foreignTier, type IsolationReport, type TierEnforcement } from "./enforcement.ts";

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
