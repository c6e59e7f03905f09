import { describe, expect, it } from "vitest";
import { madeUpReport } from "../fixtures/made-up-report.ts";
import { readChart } from "../fixtures/read-chart.ts";
import { changeChart } from "./change-chart.ts";

const changes = madeUpReport().changes?.changes.filter(({ metric }) => metric.unit === "points") ?? [];

describe("changeChart", () => {
  const chart = readChart(changeChart(changes, { locale: "en" }));

  it("has no change on its axis, and writes which side is good", () => {
    expect(chart.texts).toContain("0");
    expect(chart.texts.slice(0, 20)).toEqual(expect.arrayContaining(["← worse", "better →"]));
    const lower = changes.map((change) => ({
      ...change,
      metric: { ...change.metric, better: "lower" as const },
    }));
    expect(readChart(changeChart(lower, { locale: "en" })).texts).toEqual(
      expect.arrayContaining(["← better", "worse →"]),
    );
  });

  it("marks by shape what survived the correction", () => {
    expect(chart.all("path")).toHaveLength(changes.filter(({ signal }) => signal !== null).length);
    expect(chart.all("circle")).toHaveLength(changes.filter(({ signal }) => signal === null).length);
  });

  it("prints differences with their sign", () => {
    expect(chart.texts).toEqual(expect.arrayContaining(["−38", "−13"]));
    expect(chart.texts.filter((text) => /^\+\d/.test(text)).length).toBeGreaterThan(0);
  });

  it("is a chart without changes too", () => {
    expect(readChart(changeChart([], { locale: "en" })).all("circle")).toEqual([]);
  });
});
