import type { Contributes } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { dataProblems } from "./data-problems.ts";

const said = (contributes: Contributes) =>
  dataProblems({ manifestVersion: 1, id: "acme.data", contributes }).map(
    ({ place, message }) => `${place}: ${message}`,
  );
const metric = (change: object) => ({
  metrics: [
    {
      id: "loyal",
      title: "Loyal",
      spec: "v1" as const,
      data: {
        select: { types: ["survey.responded"], item: "stay" },
        scale: { min: 1, max: 3, step: 1 },
        scores: [0, 0, 100],
        unit: "percent",
        interval: "wilson",
        ...change,
      },
    },
  ],
});
const rule = (data: object) => ({
  alertRules: [{ id: "low", title: "Low", spec: "v1" as const, data: { ...data } }],
});

describe("dataProblems", () => {
  it("has nothing to say of what a workspace takes", () => {
    expect(said({})).toEqual([]);
    expect(said(metric({}))).toEqual([]);
    expect(said(rule({ kind: "below-target", metric: "nps", target: 40, window: "28d" }))).toEqual([]);
    expect(said(rule({ kind: "changed", window: "7d" }))).toEqual([]);
    expect(said(rule({ kind: "needs-person", item: "recommend", atMost: 2 }))).toEqual([]);
  });

  it("leaves the kinds of others to those who know them", () => {
    expect(said(rule({ kind: "acme.kit/spike", least: "many" }))).toEqual([]);
  });

  it("finds a metric without a score for each point, and one whose interval does not fit", () => {
    expect(said(metric({ scores: [0, 100] }))[0]).toMatch(/^cxkit\.contributes\.metrics\.0\.data: .*3/);
    expect(said(metric({ scores: [0, 50, 100] }))).toHaveLength(1);
    expect(said(metric({ scale: undefined, scores: "high" }))).toEqual([
      "cxkit.contributes.metrics.0.data: lacks a part, or has one of another kind than its own",
    ]);
  });

  it("finds a rule with a span that is none, and one with a key that nobody knows", () => {
    expect(said(rule({ kind: "changed", window: "week" }))[0]).toMatch(
      /^cxkit\.contributes\.alertRules\.0\.data: /,
    );
    expect(said(rule({ kind: "below-target", target: 40, windows: "7d" }))[0]).toContain("window");
  });
});
