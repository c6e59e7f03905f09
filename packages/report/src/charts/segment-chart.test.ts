import { describe, expect, it } from "vitest";
import { madeUpReport } from "../fixtures/made-up-report.ts";
import { readChart } from "../fixtures/read-chart.ts";
import type { Segmentation } from "../model.ts";
import { segmentChart } from "./segment-chart.ts";

const model = madeUpReport();
const [regions] = model.segments as [Segmentation];
const total = model.scores[0]?.estimate ?? null;

describe("segmentChart", () => {
  const chart = readChart(segmentChart(regions, { locale: "en", minimumCell: 10, total }));

  it("marks by shape and colour only what differs beyond noise", () => {
    const marked = chart.all("path");
    expect(marked).toHaveLength(1);
    expect(marked[0]?.getAttribute("class")).toContain("f-bad");
    expect(chart.all("circle").every((dot) => dot.getAttribute("class")?.includes("f-middle"))).toBe(true);
  });

  it("shows hidden rows without a mark, and a protected one not as small", () => {
    expect(chart.texts.filter((text) => text === "<10")).toHaveLength(1);
    expect(chart.texts.filter((text) => text === "hidden")).toHaveLength(1);
    expect(chart.all("circle, path")).toHaveLength(
      regions.rows.filter(({ hidden }) => hidden === null).length,
    );
  });

  it("draws the total with its interval behind the rows", () => {
    expect(chart.texts).toContain("Total 32.6");
    expect(chart.all("rect.f-band")).toHaveLength(1);
    expect(readChart(segmentChart(regions, { locale: "en", minimumCell: 10 })).all("rect.f-band")).toEqual(
      [],
    );
  });

  it("names the empty value", () => {
    const rows = regions.rows.map((row, index) => (index === 0 ? { ...row, absent: true, value: "" } : row));
    expect(readChart(segmentChart({ ...regions, rows }, { locale: "zh", minimumCell: 10 })).texts).toContain(
      "（空）",
    );
  });

  it("draws of many rows what differs and both ends, and says how many the table holds", () => {
    const known = regions.rows.filter(({ estimate }) => estimate !== null);
    const rows = Array.from({ length: 300 }, (_, index) => ({
      ...(known[index % known.length] ?? regions.rows[0]!),
      value: `R${index}`,
      signal: index === 150 ? ("below" as const) : null,
    }));
    const { texts } = readChart(segmentChart({ ...regions, rows }, { locale: "en", minimumCell: 10, total }));
    expect(texts).toEqual(expect.arrayContaining(["R0", "R150", "R299", "… 143 more rows in the table"]));
    expect(texts.filter((text) => /^R\d/.test(text))).toHaveLength(15);
  });

  it("colours by what is good: below the rest is, where less is better", () => {
    const lower = { ...regions, metric: { ...regions.metric, better: "lower" as const } };
    const [mark] = readChart(segmentChart(lower, { locale: "en", minimumCell: 10 })).all("path");
    expect(mark?.getAttribute("class")).toContain("f-accent");
  });
});
