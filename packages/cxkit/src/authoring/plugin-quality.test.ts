import { describe, expect, it } from "vitest";
import { folderWith, pluginFiles } from "../plugins/fixtures/plugin-folder.ts";
import { type CheckedPromise, conformanceEvidence, evidenceFile } from "./conformance-evidence.ts";
import { pluginQuality, qualityEvidence, type QualityEvidence } from "./plugin-quality.ts";

const now = "2026-11-22T10:00:00Z";
const passed = (id: string): CheckedPromise => ({ id, title: `promise ${id}`, outcome: "passed" });
const checks = Object.entries({
  D: 9,
  C: 7,
  A: 6,
  R: 11,
  I: 13,
  F: 9,
  E: 8,
  V: 12,
  N: 5,
  W: 10,
  P: 3,
  H: 6,
}).flatMap(([family, most]) => Array.from({ length: most }, (_, at) => passed(`${family}${at + 1}`)));
const report = {
  subject: "acme.reviews@1.0.0",
  platform: "Node.js 24.0.0",
  cxkit: "1.2.0",
  at: "2026-11-01T00:00:00Z",
  integrity: "sha256-a",
  checks,
  tests: { passed: 1, failed: 0 },
};
const channel = { id: "reviews", title: "R", spec: "v1", module: "./i.js", export: "r", config: {} } as const;
const best: QualityEvidence = {
  report,
  integrity: "sha256-a",
  manifest: {
    contributes: { channels: [channel] },
    capabilities: { secrets: [{ name: "webhook", why: "Proves whose it is." }] },
  },
  license: "MIT",
  problems: [],
  recorded: ["2026-10-01"],
  engine: "1.2.5",
  now,
};
const levelOf = (change: Partial<QualityEvidence>) => pluginQuality({ ...best, ...change }).level;
const changed = (id: string, outcome: CheckedPromise["outcome"]) => ({
  report: { ...report, checks: checks.map((one) => (one.id === id ? { ...one, outcome } : one)) },
});

const metric = {
  id: "m",
  title: "M",
  spec: "v1",
  module: "./m.js",
  export: "m",
  unit: "points",
  better: "higher",
  select: { types: ["survey.responded"] },
} as const;
const parts = {
  streams: { all: { mode: "incremental" } },
  webhook: { secrets: ["webhook"], acknowledge: { status: 204 } },
  file: true,
  hydrates: true,
} as const;
const withPart = (part: keyof typeof parts) => ({
  manifest: { ...best.manifest, contributes: { channels: [{ ...channel, [part]: parts[part] }] } },
});

describe("pluginQuality", () => {
  it("gives gold to whom nothing is missing but what no file can attest", () => {
    expect(pluginQuality(best)).toEqual({
      level: "gold",
      missing: [{ level: "platinum", reason: expect.stringContaining("can be given yet") }],
      until: "2027-03-30",
    });
  });

  it.each([
    ["few checks", { report: { ...report, checks: checks.slice(0, 3) } }, null],
    ["no report", { report: null }, null],
    ["no licence", { license: null }, null],
    ["a problem with the package", { problems: ["README.md is missing"] }, null],
    ["other files than were checked", { integrity: "sha256-b" }, null],
    ["another minor version of CXKit", { engine: "1.3.0" }, null],
    ["checks of more than a year ago", { now: "2027-11-03T00:00:00Z" }, null],
    ["a failed test of the author's", { report: { ...report, tests: { passed: 0, failed: 1 } } }, null],
    ["nothing that was passed", { report: { ...report, checks: [] } }, null],
    ["a failed check of bronze", changed("R1", "failed"), null],
    ["a skipped check of bronze", changed("V1", "skipped"), null],
    ["no other tier", changed("H1", "not-applicable"), "bronze"],
    ["no records to try it with", changed("V1", "not-tried"), null],
    ["no release before, which does not say so", changed("I11", "not-tried"), "bronze"],
    ["a webhook that was not tried", changed("W1", "not-tried"), "silver"],
    [
      "no reason",
      { manifest: { ...best.manifest, capabilities: { secrets: [{ name: "token", why: " " }] } } },
      "bronze",
    ],
    ["a skipped check of gold", changed("W1", "skipped"), "silver"],
    ["no recorded fixture", { recorded: [] }, "silver"],
    ["recordings too old", { recorded: ["2026-05-01"] }, "silver"],
    [
      "the host's own process",
      { manifest: { ...best.manifest, capabilities: { inProcess: { why: "Native." } } } },
      "silver",
    ],
    ["a check that does not apply", changed("A1", "not-applicable"), "gold"],
    ["one that cannot but apply, told not to", changed("V2", "not-applicable"), null],
    [
      "streams that nothing was read from",
      { ...changed("R1", "not-applicable"), ...withPart("streams") },
      null,
    ],
    ["no streams", changed("R1", "not-applicable"), "gold"],
    ["a file that was not read", { ...changed("F4", "not-applicable"), ...withPart("file") }, null],
    [
      "thin records that were not completed",
      { ...changed("E8", "not-applicable"), ...withPart("hydrates") },
      "bronze",
    ],
    [
      "a webhook that nothing was sent to",
      { ...changed("W1", "not-applicable"), ...withPart("webhook") },
      "silver",
    ],
    ["a webhook that was tried", withPart("webhook"), "gold"],
    [
      "two channels of which one was tried",
      { manifest: { ...best.manifest, contributes: { channels: [channel, channel] } } },
      null,
    ],
    [
      "a metric beside it that was not tried",
      { manifest: { ...best.manifest, contributes: { channels: [channel], metrics: [metric] } } },
      null,
    ],
  ] as const)("with %s it is judged by that", (_, change, level) => {
    expect(levelOf(change)).toBe(level);
  });

  it("names every reason", () => {
    const { missing } = pluginQuality({ ...best, ...changed("R1", "failed"), license: null });
    expect(missing.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(["no licence is named", "R1 failed: promise R1"]),
    );
  });

  it("takes the package of what is data only for bronze, and its tests for more", () => {
    const data = { contributes: { metrics: [{ id: "m", title: "M", spec: "v1" as const, data: {} }] } };
    const of = (tried: QualityEvidence["report"]) => levelOf({ report: tried, recorded: [], manifest: data });
    expect(of(null)).toBe("bronze");
    expect(of({ ...report, integrity: "sha256-b" })).toBe("bronze");
    expect(of({ ...report, checks: [] })).toBe("silver");
    expect(of({ ...report, checks: [passed("M1")] })).toBe("gold");
  });
});

describe("evidence", () => {
  const told = [
    { name: "R1 everything is read", passed: true, message: "" },
    { name: "R2 in order (skipped: there is no order)", passed: true, message: "" },
    { name: "H1 another tier (not applicable: none is given (yet))", passed: true, message: "" },
    { name: "R3 nothing (not tried: no producer is given)", passed: true, message: "" },
    { name: "V3 a score lies on its scale", passed: false, message: "a rating of 6" },
    { name: "my own", passed: true, message: "" },
  ];

  it("is made of what a runner tells, and is of the files that are there", async () => {
    const folder = await folderWith(pluginFiles());
    const evidence = await conformanceEvidence(folder, told, { now, platform: "Node.js 24.0.0" });
    expect(evidence).toMatchObject({
      subject: "acme.reviews@1.0.0",
      at: now,
      tests: { passed: 1, failed: 0 },
    });
    expect(evidence.checks).toEqual([
      { id: "R1", title: "everything is read", outcome: "passed" },
      { id: "R2", title: "in order", outcome: "skipped", reason: "there is no order" },
      { id: "H1", title: "another tier", outcome: "not-applicable", reason: "none is given (yet)" },
      { id: "R3", title: "nothing", outcome: "not-tried", reason: "no producer is given" },
      { id: "V3", title: "a score lies on its scale", outcome: "failed", reason: "a rating of 6" },
    ]);
    expect((await qualityEvidence(folder, now)).integrity).toBe(evidence.integrity);
  });

  it("is read with the package, says nothing of a level, and no longer fits other files", async () => {
    const contributes = { channels: [channel] };
    const files = pluginFiles({ cxkit: { manifestVersion: 1, id: "acme.reviews", contributes } });
    const folder = await folderWith(files);
    const evidence = await conformanceEvidence(folder, told.slice(0, 1), { now, platform: "Node.js 24.0.0" });
    const withEvidence = await folderWith({
      ...files,
      [evidenceFile]: { ...evidence, level: "platinum" },
      "fixtures/a.json": { body: {}, recorded: "2026-11-01" },
    });
    // The fixture came afterwards.
    const read = await qualityEvidence(withEvidence, now);
    expect(read.recorded).toEqual(["2026-11-01"]);
    expect(pluginQuality(read).missing[0]?.reason).toBe("the files are not those that were checked");
    const untouched = await folderWith({ ...files, [evidenceFile]: evidence });
    const { level, missing } = pluginQuality(await qualityEvidence(untouched, now));
    expect([level, missing.map(({ level: one }) => one)]).toEqual([
      null,
      ["bronze", "silver", "gold", "gold", "platinum"],
    ]);
  });
});
