import { describe, expect, it } from "vitest";
import { checksOf, untried } from "./check.ts";
import { conformanceReport } from "./conformance-report.ts";

const why = "Because.";
const checks = checksOf(
  [
    { id: "R1", title: "holds", why, check: () => {} },
    { id: "R2", title: "breaks", why, check: () => Promise.reject(new Error("lost: r3 [stream a, 3 rows]")) },
    {
      id: "R3",
      title: "cannot apply",
      why,
      unless: "there is nothing",
      check: () => Promise.reject(new Error("never run")),
    },
    { id: "V1", title: "has no records", why, unless: untried("none are given"), check() {} },
    { id: "R4", title: "is left out", why, check: () => Promise.reject(new Error("never run")) },
  ],
  [{ check: "R4", reason: "the producer cannot" }],
);

describe("conformanceReport", () => {
  it("says of every check what became of it, as plain JSON, and runs what was left out never", async () => {
    const report = await conformanceReport(checks, {
      subject: "acme.parcels",
      platform: "Node.js 24.1.0",
      tier: "process",
    });
    expect(report).toEqual({
      subject: "acme.parcels",
      kit: "1",
      platform: "Node.js 24.1.0",
      tier: "process",
      integrity: null,
      counts: { passed: 1, failed: 1, skipped: 1, "not-tried": 1, "not-applicable": 1 },
      checks: [
        { id: "R1", family: "reading", title: "holds", outcome: "passed" },
        {
          id: "R2",
          family: "reading",
          title: "breaks",
          outcome: "failed",
          reason: "lost: r3 [stream a, 3 rows]",
          again: 'checks.find(({ id }) => id === "R2").check()',
        },
        {
          id: "R3",
          family: "reading",
          title: "cannot apply",
          outcome: "not-applicable",
          reason: "there is nothing",
        },
        {
          id: "V1",
          family: "events",
          title: "has no records",
          outcome: "not-tried",
          reason: "none are given",
        },
        {
          id: "R4",
          family: "reading",
          title: "is left out",
          outcome: "skipped",
          reason: "the producer cannot",
        },
      ],
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("does not guess where it ran", async () => {
    expect(await conformanceReport([], { subject: "x" })).toMatchObject({
      platform: null,
      tier: null,
      integrity: null,
    });
  });
});

it("a check's name is its id and its title, and why it was left out", () => {
  expect(checks.map(({ name }) => name)).toEqual([
    "R1 holds",
    "R2 breaks",
    "R3 cannot apply (not applicable: there is nothing)",
    "V1 has no records (not tried: none are given)",
    "R4 is left out (skipped: the producer cannot)",
  ]);
});
