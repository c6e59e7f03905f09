import { wecom } from "@cxkit/channels/wecom";
import type { Channel } from "@cxkit/core";
import { channelConformance, conformanceReport, reportText } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { pluginQuality, type QualityEvidence } from "./plugin-quality.ts";

await wecom.config["~standard"].load?.();

/** Nothing of it works, and nobody gave anything that it could have been tried with. */
const broken: Channel<{ readonly corp: string }> = {
  ...(wecom as unknown as Channel<{ readonly corp: string }>),
  decode() {
    throw new Error("decode does not work");
  },
  streams: {
    messages: {
      ...wecom.streams!["messages"]!,
      primaryKey: () => "",
      pull() {
        throw new Error("pull does not work");
      },
    },
  },
};
const config = { corp: "ww1" };
const report = await conformanceReport(channelConformance(broken, { config }), { subject: "acme.broken" });
const entry = {
  id: "wecom",
  title: "WeCom",
  spec: "v1",
  module: "./dist/wecom.js",
  export: "wecom",
  config: {},
  webhook: { secrets: ["token", "aesKey"], acknowledge: { status: 200 }, wakes: true },
  streams: { messages: { mode: "incremental" } },
} as const;

const evidence = (checks: typeof report.checks): QualityEvidence => ({
  report: {
    subject: "acme.broken@1.0.0",
    platform: "Node.js 24.0.0",
    cxkit: "1.2.0",
    at: "2026-03-01T00:00:00Z",
    integrity: "sha256-a",
    checks,
    tests: { passed: 0, failed: 0 },
  },
  integrity: "sha256-a",
  manifest: { contributes: { channels: [entry] } },
  license: "MIT",
  problems: [],
  recorded: ["2026-02-01"],
  engine: "1.2.0",
  now: "2026-03-02T00:00:00Z",
});

describe("a channel that does not work and was tried with nothing", () => {
  it("passes next to nothing, fails nothing, and was not tried with the rest", () => {
    expect(report.counts.failed).toBe(0);
    expect(report.counts.passed).toBeLessThan(10);
    expect(report.counts["not-tried"]).toBeGreaterThan(70);
    expect(reportText(report)).toMatch(/ passed, 0 failed, 0 skipped, \d+ not tried, \d+ not applicable\n$/);
  });

  it("has no level", () => {
    const { level, missing } = pluginQuality(evidence(report.checks));
    expect(level).toBeNull();
    expect(missing).toContainEqual({
      level: "bronze",
      reason: expect.stringMatching(/^V1 not tried: .*no records are given/),
    });
  });

  it("has none either where single checks are said to be passed, or not to apply", () => {
    const passed = report.checks.map((one) =>
      one.id === "H1" ? { ...one, outcome: "passed" as const } : one,
    );
    expect(pluginQuality(evidence(passed)).level).toBeNull();
    const excused = report.checks.map((one) =>
      one.outcome === "not-tried" ? { ...one, outcome: "not-applicable" as const } : one,
    );
    const { level, missing } = pluginQuality(evidence(excused));
    expect(level).toBeNull();
    expect(missing).toContainEqual({
      level: "bronze",
      reason: expect.stringMatching(/^never tried with a channel with streams: R1, R3, R4/),
    });
  });
});
