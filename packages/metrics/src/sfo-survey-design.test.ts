import { readFileSync } from "node:fs";
import path from "node:path";
import { raked, surveyDesign } from "@cxkit/stats/survey";
import { describe, expect, it } from "vitest";
import { designEstimate } from "./design-estimate.ts";
import { npsMetric } from "./nps-metric.ts";

// Witness: R 4.2.2, survey 4.1-1: svydesign(ids = ~1, weights = ~WEIGHT), rake(control = list(epsilon = 1e-11)), subset
// and svymean(deff = "replace") on single scores −100, 0 and 100.
const folder = process.env["CXKIT_REAL_DATA"];

function columns() {
  const file = path.join(folder ?? "", "sfo-survey", "2018_SFO_Customer_Survey.csv");
  const [header = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const names = header.split(",").map((cell) => cell.replaceAll('"', "").trim());
  const rows = lines.map((line) =>
    line.match(/(?:"[^"]*"|[^,"])*(?:,|$)/g)!.map((cell) => cell.replace(/,$/, "").trim()),
  );
  const column = (name: string) => rows.map((row) => row[names.indexOf(name)] ?? "");
  return {
    // 11 is "blank" in this survey's code book.
    scores: column("NETPRO").map((cell) => (cell === "" || cell === "11" ? null : Number(cell))),
    weights: column("WEIGHT").map(Number),
    areas: column("BAREA"),
    // 1–3 are under 35, 0 and 8 blank or refused.
    ages: column("Q20Age").map((cell) =>
      cell === "" || cell === "0" || cell === "8" ? "unknown" : Number(cell) <= 3 ? "under 35" : "from 35",
    ),
  };
}

describe.skipIf(!folder)("NPS of the SFO customer survey of 2018 under a design equals R's", () => {
  const metric = npsMetric({ item: "NETPRO" });

  it("from the respondents to the question, and with the others in the variance", () => {
    const { scores, weights } = columns();
    const valid = scores.flatMap((score, row) => (score === null ? [] : [{ score, weight: weights[row]! }]));
    const design = surveyDesign({ weights: valid.map(({ weight }) => weight) });
    const estimate = designEstimate(
      metric,
      valid.map(({ score }) => score),
      design,
    );
    expect(estimate.value).toBeCloseTo(35.11363, 5);
    expect(estimate.standardError).toBeCloseTo(1.577951, 6);
    const all = designEstimate(metric, scores, surveyDesign({ weights }));
    expect(all.n).toBe(2650);
    expect(all.value).toBeCloseTo(35.11363210359722, 10);
    expect(all.standardError).toBeCloseTo(1.57793427174739, 10);
  });

  it("raked to made-up margins of boarding area and age", () => {
    const { scores, weights, areas, ages } = columns();
    const design = raked(surveyDesign({ weights }), [
      {
        name: "boarding area",
        categories: areas,
        totals: { A: 500, B: 300, C: 250, D: 600, E: 300, F: 659, G: 200 },
      },
      { name: "age", categories: ages, totals: { "from 35": 1500, "under 35": 1009, unknown: 300 } },
    ]);
    const estimate = designEstimate(metric, scores, design);
    expect(estimate.value).toBeCloseTo(35.03828523651132, 8);
    expect(estimate.standardError).toBeCloseTo(1.64726931812015, 8);
    expect(estimate.designEffect).toBeCloseTo(1.33435187996012, 8);
    expect(estimate.effectiveN).toBeCloseTo(2650 / 1.33435187996012, 4);
  });
});
