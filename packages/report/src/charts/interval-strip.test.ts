import { describe, expect, it } from "vitest";
import { estimateOf, noEstimate } from "../fixtures/made-up-numbers.ts";
import { madeUpReport } from "../fixtures/made-up-report.ts";
import { readChart } from "../fixtures/read-chart.ts";
import type { Score } from "../model.ts";
import { intervalStrip } from "./interval-strip.ts";

const [score] = madeUpReport().scores as [Score];

describe("intervalStrip", () => {
  it("places the value on the whole range of the metric", () => {
    const centred = { ...score, estimate: estimateOf(0, 200, "points", "adjusted-wald") };
    const chart = readChart(intervalStrip(centred, { locale: "en", width: 300 }));
    expect(chart.all("circle").map((dot) => chart.number(dot, "cx"))).toEqual([150]);
    expect(chart.texts).toEqual(["−100", "0", "100"]);
  });

  it("keeps the interval inside the range", () => {
    const high = { ...score, estimate: estimateOf(99, 3, "points", "adjusted-wald") };
    const chart = readChart(intervalStrip(high, { locale: "en", width: 300 }));
    for (const bar of chart.all("rect"))
      expect(chart.number(bar, "x") + chart.number(bar, "width")).toBeLessThanOrEqual(294.1);
  });

  it("shows the range alone where there is no value", () => {
    const none = { ...score, estimate: noEstimate(1, "points", "adjusted-wald") };
    expect(readChart(intervalStrip(none, { locale: "en" })).all("circle")).toEqual([]);
  });
});
