import { describe, expect, it } from "vitest";
import { madeUpReport } from "../fixtures/made-up-report.ts";
import { readChart } from "../fixtures/read-chart.ts";
import type { Score } from "../model.ts";
import { distributionChart } from "./distribution-chart.ts";

const [nps, csat] = madeUpReport().scores as [Score, Score];

describe("distributionChart", () => {
  it("draws columns whose heights are as their shares", () => {
    const chart = readChart(distributionChart(nps, { locale: "en" }));
    const heights = chart.all("rect").map((bar) => chart.number(bar, "height"));
    expect(heights).toHaveLength(11);
    const [nine = 0, ten = 0] = heights.slice(-2);
    const [shareOfNine = 0, shareOfTen = 0] = nps.distribution.slice(-2).map(({ share }) => share);
    expect(nine / ten).toBeCloseTo(shareOfNine / shareOfTen, 2);
  });

  it("names the three groups with the share they have together", () => {
    const { texts } = readChart(distributionChart(nps, { locale: "en" }));
    expect(
      texts.filter((text) => /^[A-Z]/.test(text)).map((text) => text.replaceAll(/[\d.]+/g, "#")),
    ).toEqual(["Detractors # %", "Passives # %", "Promoters # %"]);
  });

  it("writes all its shares with as many decimals, and none where columns are narrow or answers few", () => {
    const shares = (svg: string) =>
      readChart(svg).texts.flatMap((text) => /[\d.]+(?= %)/.exec(text)?.[0] ?? []);
    const few = { ...nps, estimate: { ...nps.estimate, n: 999 } };
    for (const share of shares(distributionChart(nps, { locale: "en" }))) expect(share).toMatch(/^\d+\.\d$/);
    for (const share of shares(distributionChart(few, { locale: "en" }))) expect(share).toMatch(/^\d+$/);
    for (const share of shares(distributionChart(nps, { locale: "en", width: 350 })))
      expect(share).toMatch(/^\d+$/);
  });

  it("draws rows, best point first, where points carry words", () => {
    const { texts } = readChart(distributionChart(csat, { locale: "en" }));
    expect(texts[0]).toBe("Very satisfied");
    expect(texts).toContainEqual(expect.stringMatching(/^Counted as satisfied \d\d\.\d %$/));
  });

  it("draws nothing for a point that nobody chose", () => {
    const distribution = nps.distribution.map((bar) => ({ ...bar, share: bar.point === 9 ? 1 : 0 }));
    const chart = readChart(distributionChart({ ...nps, distribution }, { locale: "en" }));
    expect(chart.all("rect").filter((bar) => chart.number(bar, "height") > 0)).toHaveLength(1);
  });

  it("is a chart without answers too", () => {
    expect(readChart(distributionChart({ ...nps, distribution: [] }, { locale: "en" })).all("rect")).toEqual(
      [],
    );
  });
});
