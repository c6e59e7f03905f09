import { describe, expect, it } from "vitest";
import { madeUpReport } from "../fixtures/made-up-report.ts";
import { readChart } from "../fixtures/read-chart.ts";
import type { Ranking } from "../model.ts";
import { rankingChart } from "./ranking-chart.ts";

const model = madeUpReport();
const [touchpoints] = model.rankings as [Ranking];
const options = { locale: "en", minimumCell: 10 } as const;

describe("rankingChart", () => {
  const chart = readChart(rankingChart(touchpoints, options));

  it("draws every rank the evidence allows as one bar: tied places have overlapping bars", () => {
    const bars = chart
      .all("rect[rx]")
      .map((bar) => [chart.number(bar, "x"), chart.number(bar, "x") + chart.number(bar, "width")]);
    const ranks = touchpoints.places.flatMap(({ rank }) => (rank ? [rank] : []));
    expect(bars).toHaveLength(ranks.length);
    for (const [index, rank] of ranks.entries())
      for (const [other, second] of ranks.entries()) {
        const tied = rank.best <= second.worst && second.best <= rank.worst;
        const [from = 0, until = 0] = bars[index] ?? [];
        const [start = 0, end = 0] = bars[other] ?? [];
        expect(from < end - 0.2 && start < until - 0.2).toBe(tied);
      }
  });

  it("writes the ranks beside the bars", () => {
    for (const { rank } of touchpoints.places)
      if (rank)
        expect(chart.texts).toContain(
          rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`,
        );
  });

  it("shows a hidden place by name, with neither dot nor rank", () => {
    expect(chart.texts).toContain("WeChat");
    expect(chart.texts).toContain("<10");
    expect(chart.all("circle")).toHaveLength(touchpoints.places.length - 1);
  });

  it("tells nobody from hidden: a place without answers says so", () => {
    const places = touchpoints.places.map((place) => (place.estimate ? place : { ...place, n: 0 }));
    expect(readChart(rankingChart({ ...touchpoints, places }, options)).texts).toContain("no answers");
  });

  it("is a chart without places too", () => {
    expect(readChart(rankingChart({ ...touchpoints, places: [] }, options)).all("circle")).toEqual([]);
  });
});
