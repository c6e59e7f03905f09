import { describe, expect, it } from "vitest";
import { madeUpReport } from "../fixtures/made-up-report.ts";
import { estimateOf } from "../fixtures/made-up-numbers.ts";
import { readChart } from "../fixtures/read-chart.ts";
import type { Score } from "../model.ts";
import { trendChart } from "./trend-chart.ts";

const [score] = madeUpReport().scores as [Score];
const pointsOf = (count: number, label: (index: number) => string): Score => ({
  ...score,
  trend: {
    every: "day",
    points: Array.from({ length: count }, (_, index) => ({
      label: label(index),
      from: null,
      below: null,
      partial: false,
      estimate: estimateOf(30 + (index % 5), 200, "points", "adjusted-wald"),
    })),
  },
});

describe("trendChart", () => {
  const chart = readChart(trendChart(score, { locale: "en" }));

  it("marks incomplete periods: hollow, dashed, and not joined to the line", () => {
    const hollow = chart.all("circle").filter((circle) => circle.getAttribute("class")?.includes("f-paper"));
    expect(hollow).toHaveLength(1);
    expect(chart.all("line[stroke-dasharray]")).toHaveLength(1);
    const last = chart.number(hollow[0] as Element, "cx");
    for (const line of chart.all("path")) expect(line.getAttribute("d")).not.toContain(String(last));
  });

  it("leaves a gap where a period is hidden", () => {
    const lines = chart.all('path[fill="none"]');
    expect(lines).toHaveLength(2);
    expect(chart.all("circle")).toHaveLength(8);
  });

  it("draws the target as a line with its value", () => {
    expect(readChart(trendChart(score, { locale: "zh", target: 40 })).texts).toContain("目标 40");
  });

  it("labels as many periods as there is room for, the last one always", () => {
    for (const width of [350, 720]) {
      const { texts } = readChart(
        trendChart(
          pointsOf(90, (index) => `2026-03-${index}`),
          { locale: "en", width },
        ),
      );
      expect(texts).toContain("2026-03-89");
      expect(texts.length).toBeLessThan(24);
    }
  });

  it("shows a single period as a dot on its interval", () => {
    const single = readChart(
      trendChart(
        pointsOf(1, () => "2018"),
        { locale: "en" },
      ),
    );
    expect(single.all("circle")).toHaveLength(1);
    expect(single.all("path")).toHaveLength(0);
  });

  it("writes every value on one side of its interval, clear of the line of the target", () => {
    const heights = (target: number | null) => {
      const drawn = readChart(trendChart(score, { locale: "en", target }));
      return drawn.all("text[font-weight]").map((text) => drawn.number(text, "y"));
    };
    const { low, high } = score.trend?.points[0]?.estimate?.interval ?? {};
    if (typeof low !== "number" || typeof high !== "number")
      throw new Error("the first period has an interval");
    const [over = 0] = heights(null);
    const under = heights(high + (high - low) / 10);
    expect(under[0]).toBeGreaterThan(over);
    expect(under).toHaveLength(heights(null).length);
  });

  it("is an empty frame without a trend", () => {
    expect(readChart(trendChart({ ...score, trend: null }, { locale: "en" })).all("circle")).toEqual([]);
  });
});
