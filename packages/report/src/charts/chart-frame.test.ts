import { describe, expect, it } from "vitest";
import { madeUpReport } from "../fixtures/made-up-report.ts";
import { readChart } from "../fixtures/read-chart.ts";
import { changeChart } from "./change-chart.ts";
import { chartColors, fitText, textWidth } from "./chart-frame.ts";
import { distributionChart } from "./distribution-chart.ts";
import { intervalStrip } from "./interval-strip.ts";
import { rankingChart } from "./ranking-chart.ts";
import { segmentChart } from "./segment-chart.ts";
import { trendChart } from "./trend-chart.ts";

function everyChart(locale: "en" | "zh", width = 720): string[] {
  const { scores, rankings, segments, changes, minimumCell } = madeUpReport({ locale });
  const options = { locale, width, minimumCell };
  return [
    ...scores.flatMap((score) => [
      distributionChart(score, options),
      trendChart(score, { ...options, target: 40 }),
      intervalStrip(score, { ...options, width: 300 }),
    ]),
    ...rankings.map((ranking) => rankingChart(ranking, options)),
    ...segments.map((segmentation) =>
      segmentChart(segmentation, { ...options, total: scores[0]?.estimate ?? null }),
    ),
    changeChart(changes?.changes.filter(({ metric }) => metric.unit === "points") ?? [], options),
  ];
}

describe("every chart", () => {
  it("is the same bytes whenever it is drawn, and in whatever order", () => {
    const first = everyChart("en");
    everyChart("zh");
    expect(everyChart("en").toReversed()).toEqual(first.toReversed());
  });

  it("is an image with a name and a description, and says nothing else to assistive technology", () => {
    for (const svg of [...everyChart("en"), ...everyChart("zh")]) {
      const chart = readChart(svg);
      expect(chart.root.getAttribute("role")).toBe("img");
      expect(chart.title).not.toBe("");
      expect(chart.description).not.toBe("");
      expect(chart.root.getAttribute("aria-labelledby")).toBe("chart-title chart-description");
      expect(chart.all("[aria-label]")).toEqual([]);
    }
  });

  it("stands alone: literal colours, no style sheet, nothing from elsewhere", () => {
    for (const svg of everyChart("en")) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
      expect(svg).not.toMatch(/style|var\(|href|url\(/);
      const colors = new Set([...svg.matchAll(/(?:fill|stroke)="(#[^"]+)"/g)].map(([, color]) => color));
      for (const color of colors) expect(Object.values(chartColors)).toContain(color);
    }
  });

  it("keeps every coordinate a number inside its picture", () => {
    for (const svg of [...everyChart("en"), ...everyChart("zh", 350)]) {
      const chart = readChart(svg);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      const width = chart.number(chart.root, "width");
      const height = chart.number(chart.root, "height");
      for (const mark of chart.all("line, rect, circle, text")) {
        for (const name of ["x", "x1", "x2", "cx"]) {
          if (!mark.hasAttribute(name)) continue;
          expect(chart.number(mark, name)).toBeGreaterThanOrEqual(-0.1);
          expect(chart.number(mark, name)).toBeLessThanOrEqual(width + 0.1);
        }
        for (const name of ["y", "y1", "y2", "cy"]) {
          if (!mark.hasAttribute(name)) continue;
          expect(chart.number(mark, name)).toBeGreaterThanOrEqual(0);
          expect(chart.number(mark, name)).toBeLessThanOrEqual(height);
        }
      }
    }
  });

  it("writes no two texts over each other", () => {
    for (const svg of [
      ...everyChart("en"),
      ...everyChart("zh"),
      ...everyChart("en", 350),
      ...everyChart("zh", 350),
    ]) {
      const boxes = readChart(svg)
        .all("text")
        .map((element) => textBox(element));
      for (const [index, a] of boxes.entries())
        for (const b of boxes.slice(index + 1)) expect(overlap(a, b), `${a.text} / ${b.text}`).toBe(false);
    }
  });

  it("draws 30 in well under a second", () => {
    const start = performance.now();
    for (let drawn = 0; drawn < 30; drawn += 11) everyChart("zh");
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("text in charts", () => {
  it("is estimated wider for Chinese than for Latin letters", () => {
    expect(textWidth("满意", 10)).toBe(20);
    expect(textWidth("abcd", 10)).toBeCloseTo(22, 9);
  });

  it("is cut with an ellipsis where there is no room", () => {
    expect(fitText("Product search and discovery", 80)).toMatch(/^Product.*…$/);
    expect(textWidth(fitText("非常非常非常长的名字", 60))).toBeLessThanOrEqual(60);
    expect(fitText("short", 200)).toBe("short");
  });
});

function textBox(element: Element) {
  const size = Number(element.getAttribute("font-size"));
  const text = element.textContent ?? "";
  const wide = textWidth(text, size) * 0.94;
  const x = Number(element.getAttribute("x"));
  const anchor = element.getAttribute("text-anchor");
  const left = anchor === "end" ? x - wide : anchor === "middle" ? x - wide / 2 : x;
  const bottom = Number(element.getAttribute("y"));
  return { text, left, right: left + wide, top: bottom - size * 0.75, bottom };
}

function overlap(a: ReturnType<typeof textBox>, b: ReturnType<typeof textBox>): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
