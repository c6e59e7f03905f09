import { describe, expect, it } from "vitest";
import { emptyReport, madeUpReport, singleAnswerReport } from "./fixtures/made-up-report.ts";
import { reportTables } from "./report-tables.ts";

describe("reportTables", () => {
  const model = madeUpReport();
  const tables = reportTables(model);

  it("has ids fit for file names, each once", () => {
    const ids = tables.map(({ id }) => id);
    expect(ids.filter((id) => !/^[a-z\d-]+$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has one cell per column in every row", () => {
    for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length);
  });

  it("says of hidden rows that they are hidden, and nothing of their base", () => {
    const segments = tables.find(({ id }) => id === "segments-1");
    expect(segments?.rows.at(-1)).toEqual([
      "Abroad",
      null,
      null,
      null,
      "<10",
      null,
      null,
      null,
      null,
      "base too small",
    ]);
    expect(segments?.rows.at(-2)?.slice(1, 5)).toEqual([null, null, null, "hidden"]);
  });

  it("carries the numbers themselves beside their print", () => {
    const scores = tables.find(({ id }) => id === "scores");
    expect(scores?.rows[0]?.slice(2)).toEqual([
      { value: 32.6, text: "32.6" },
      { value: expect.closeTo(30.396, 3), text: "30.4" },
      { value: expect.closeTo(34.804, 3), text: "34.8" },
      { value: 4812, text: "4,812" },
    ]);
  });

  it("names method, test and correction of every number", () => {
    const methods = tables.find(({ id }) => id === "methods");
    expect(
      methods?.rows.map((row) =>
        row
          .slice(0, 4)
          .map((cell) => (typeof cell === "object" ? (cell?.text ?? "") : cell))
          .join(" | "),
      ),
    ).toEqual([
      "Recommend us | NPS | Share of promoters (9–10) minus share of detractors (0–6), all answers on 0–10 | adjusted Wald, 3 pseudo-responses (Rocks 2016)",
      "Overall satisfaction | CSAT (top-two-box) | Share of answers on the two best points, all answers on the scale | Wilson score interval (1927)",
      "Touchpoints and Stages | Mean rating | Mean of all answers on the scale | score interval for the mean of a bounded scale",
      "Region and Channel | NPS | Share of promoters (9–10) minus share of detractors (0–6), all answers on 0–10 | adjusted Wald, 3 pseudo-responses (Rocks 2016)",
      "What changed beyond noise | Mean rating | z test, corrected after Benjamini and Hochberg (1995), false discovery rate 5 % | adjusted Wald, 3 pseudo-responses (Rocks 2016)",
      "What changed beyond noise | NPS | z test, corrected after Benjamini and Hochberg (1995), false discovery rate 5 % | adjusted Wald, 3 pseudo-responses (Rocks 2016)",
      "Against the rest | NPS | z test, corrected after Benjamini and Hochberg (1995), false discovery rate 5 % | adjusted Wald, 3 pseudo-responses (Rocks 2016)",
    ]);
  });

  it("shows no distribution where it would show single answers", () => {
    expect(reportTables(singleAnswerReport()).filter(({ id }) => id.startsWith("distribution"))).toEqual([]);
  });

  it("leaves out what is empty", () => {
    expect(reportTables(emptyReport())).toEqual([]);
  });

  it("speaks the report's language", () => {
    expect(reportTables(madeUpReport({ locale: "zh" }))[0]?.columns).toEqual([
      "题目",
      "指标",
      "数值",
      "下限",
      "上限",
      "n",
    ]);
  });
});
