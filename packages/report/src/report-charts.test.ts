import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { emptyReport, madeUpReport, singleAnswerReport } from "./fixtures/made-up-report.ts";
import { renderHtml } from "./render-html.ts";
import { reportCharts } from "./report-charts.ts";

describe("reportCharts", () => {
  it.each([
    madeUpReport(),
    madeUpReport({ locale: "zh", planted: false }),
    emptyReport(),
    singleAnswerReport("zh"),
  ])("gives the charts of the page, under the names their buttons save", (model) => {
    const html = renderHtml(model);
    const buttons = [...parseHTML(html).document.querySelectorAll('button[data-save$=".svg"]')];
    expect(reportCharts(model).map(({ id }) => `${id}.svg`)).toEqual(
      buttons.map((button) => button.getAttribute("data-save")),
    );
    for (const { svg } of reportCharts(model)) expect(html).toContain(svg);
  });

  it("hides what the page hides: no distribution and no trend of a single answer", () => {
    expect(reportCharts(singleAnswerReport())).toEqual([]);
  });

  it("gives each chart an id of its own, fit for a file name", () => {
    const ids = reportCharts(madeUpReport()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z\d-]+$/.test(id))).toEqual([]);
  });
});
