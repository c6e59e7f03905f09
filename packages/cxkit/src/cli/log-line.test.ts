import pc from "picocolors";
import { expect, it } from "vitest";
import { logLine } from "./log-line.ts";

const now = "2026-07-01T00:00:00Z";
const plain = pc.createColors(false);

it("logLine says when, whose and what, in the workspace's zone", () => {
  const entry = { level: "info", event: "received", contribution: "orders" } as const;
  expect(logLine({ ...entry, facts: { received: 3, "set-aside": 1 } }, now, "Asia/Shanghai", plain)).toBe(
    "08:00:00  orders received  3 received, 1 set aside",
  );
  expect(
    logLine({ level: "warn", event: "file-failed", facts: { why: "no\u001B[31m table" } }, now, "UTC", plain),
  ).toBe("00:00:00  file failed  why: no [31m table");
});

it("logLine colours what needs eyes, and leaves machines' keys out", () => {
  const colours = pc.createColors(true);
  const failed = { level: "error", event: "flow-stopped", facts: { key: "a/b", at: 7 } } as const;
  expect(logLine(failed, now, "UTC", colours)).toContain("\u001B[31mflow stopped\u001B[39m  7 at");
  expect(logLine(failed, now, "UTC", colours)).not.toContain("a/b");
});

it("logLine speaks of one attempt and of two attempts", () => {
  const said = (attempts: number) =>
    logLine(
      { level: "info", event: "delivered", contribution: "mail", facts: { attempts } },
      now,
      "UTC",
      plain,
    );
  expect([said(1), said(2)]).toEqual([
    "00:00:00  mail delivered  1 attempt",
    "00:00:00  mail delivered  2 attempts",
  ]);
});
