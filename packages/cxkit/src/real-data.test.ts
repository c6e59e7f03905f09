import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fiveStageJourney } from "@cxkit/journeys";
import { netWaldInterval } from "@cxkit/stats";
import type { ReportModel } from "@cxkit/report";
import { describe, expect, it } from "vitest";
import { reportModel } from "./analysis/report-model.ts";
import type { ReportOptions } from "./analysis/report-options.ts";
import { inputFile, type InputFile } from "./input/input-file.ts";
import { openWorkbench, type WorkbenchOptions } from "./input/workbench.ts";

/** Folder with survey files that nobody here made; without it these tests are skipped, visibly. */
const data = process.env["CXKIT_REAL_DATA"] ?? "";
const real = existsSync(path.join(data, "sfo-survey"));

// Witness: R 4.2.2, survey 4.1-1: svymean over svydesign(ids = ~1, weights = ~WEIGHT), 2018 passenger survey.
describe.skipIf(!real)("San Francisco Airport's passenger survey", () => {
  it("2018 gives R's value, base, blanks, linearised standard error and Wald interval", async () => {
    const model = await report(["sfo-survey/2018_SFO_Customer_Survey.csv"], {
      overrides: { recommend: "NETPRO", weight: "WEIGHT" },
      netInterval: netWaldInterval,
    });
    const [score] = model.scores;
    expect(score?.estimate.value).toBeCloseTo(35.11363, 5);
    expect(score?.estimate.standardError).toBeCloseTo(1.577951, 6);
    expect(score?.estimate.interval?.low).toBeCloseTo(32.0209, 4);
    expect(score?.estimate.interval?.high).toBeCloseTo(38.20636, 5);
    expect(score?.estimate.n).toBe(2650);
    expect(score?.estimate.effectiveN).toBeCloseTo(2134.2, 1);
    expect(Object.values(score?.missing ?? {})).toEqual([159]);
    const unweighted = score?.beside.find(({ id }) => id === "unweighted")?.estimate;
    expect(unweighted?.value).toBeCloseTo(30.98113, 5);
    expect(unweighted?.standardError).toBeCloseTo(1.442475, 6);
    const counts = score?.distribution.map(({ count }) => count) ?? [];
    expect([sum(counts.slice(9)), sum(counts.slice(7, 9)), sum(counts.slice(0, 7))]).toEqual([
      1268, 935, 447,
    ]);
  });

  it("2018 by boarding area: A and D and E differ from the rest, as in R after Benjamini–Hochberg", async () => {
    const model = await report(["sfo-survey/2018_SFO_Customer_Survey.csv"], {
      overrides: { recommend: "NETPRO", segment: ["BAREA"], weight: null },
    });
    const rows = model.segments[0]?.rows ?? [];
    const expected = {
      A: [19.67, 661],
      B: [33.19, 238],
      C: [26.98, 189],
      D: [38.38, 495],
      E: [50.96, 157],
      F: [35.87, 407],
      G: [28.83, 503],
    };
    for (const [area, [value, n]] of Object.entries(expected)) {
      const row = rows.find((one) => one.value === area);
      expect([row?.estimate?.value?.toFixed(2), row?.n]).toEqual([value?.toFixed(2), n]);
    }
    const signals = Object.fromEntries(
      rows.flatMap(({ value, signal }) => (signal ? [[value, signal]] : [])),
    );
    expect(signals).toEqual({ A: "below", D: "above", E: "above" });
  });

  it("2017 and 2018 in one run give the score by wave", async () => {
    const files = ["sfo-survey/2017_SFO_Customer_Survey.csv", "sfo-survey/2018_SFO_Customer_Survey.csv"];
    const model = await report(files, { overrides: { recommend: "NETPRO", weight: "WEIGHT" } });
    const points = model.scores[0]?.trend?.points ?? [];
    expect(points.map(({ label }) => label)).toEqual(["2017", "2018"]);
    expect(points[1]?.estimate?.value).toBeCloseTo(35.11363, 5);
    expect([model.changes?.from, model.changes?.to]).toEqual(["2017", "2018"]);
  });

  it("all nine years give the trend of overall satisfaction from one mapping", async () => {
    const years = ["2010", "2011", "2012", "2013", "2014", "2015", "2016", "2017", "2018"];
    const model = await report(
      years.map((year) => `sfo-survey/${year}_SFO_Customer_Survey.csv`),
      { mappings: [nineYears] },
    );
    const overall = model.scores.find(({ item }) => item === "overall");
    const found = overall?.trend?.points.map(({ label, estimate }) => [
      label,
      estimate?.value?.toFixed(4),
      estimate?.n,
    ]);
    // Means and bases to 2016 from R; 2017 and 2018 counted by hand from the files.
    expect(found).toEqual([
      ["2010", "3.9253", 3093],
      ["2011", "3.9459", 3694],
      ["2012", "3.9982", 3348],
      ["2013", "3.9820", 3334],
      ["2014", "3.9959", 2677],
      ["2015", "4.0480", 2810],
      ["2016", "4.0380", 2919],
      ["2017", "4.0644", 2688],
      ["2018", "4.0027", 2625],
    ]);
    const said = model.assumptions.filter(({ text }) => text["en"]?.includes("did not ask"));
    expect(said.map(({ file }) => file.slice(0, 4))).toEqual(years.slice(0, 7));
  });
});

describe.skipIf(!real)("Qualtrics exports", () => {
  it.each(["qualtRics_sample.csv", "qualtRics_sample_legacy.csv", "qualtrics_shape_sfo2018_300rows.csv"])(
    "%s: no header becomes an answer",
    async (name) => {
      const model = await report([`qualtrics/${name}`], {});
      expect(model.responses).toBe(name.includes("300rows") ? 300 : 1);
      expect(model.setAside.filter(({ reason }) => reason !== "preview")).toEqual([]);
      expect(JSON.stringify(model.verbatims ?? "")).not.toMatch(/ImportId|free text question/);
    },
  );

  it("give the same score as the survey they were made from", async () => {
    const [score] = (await report(["qualtrics/qualtrics_shape_sfo2018_300rows.csv"], {})).scores;
    expect([score?.estimate.value?.toFixed(6), score?.estimate.n]).toEqual(["35.932203", 295]);
  });
});

// Witness: counted in Python 3.11 from the two files.
describe.skipIf(!real)("a marketplace's reviews", () => {
  it("by order date and delivery state show what lateness costs", async () => {
    const model = await report([joinedReviews()], {
      overrides: { date: "ordered", segment: ["delivery"], zone: "America/Sao_Paulo" },
    });
    const [score] = model.scores;
    expect(score?.estimate.value?.toFixed(4)).toBe("4.0803");
    expect(score?.beside[0]?.estimate.value?.toFixed(2)).toBe("76.72");
    const rows = model.segments[0]?.rows.map(({ value, n, estimate, signal }) => [
      value,
      n,
      estimate?.value?.toFixed(3),
      signal,
    ]);
    expect(rows).toEqual([
      ["on time", 3617, "4.286", "above"],
      ["late", 268, "2.153", "below"],
      ["not delivered", 101, "1.812", "below"],
    ]);
    expect(score?.trend?.points.length).toBeGreaterThan(12);
  });
});

async function report(
  files: readonly (string | InputFile)[],
  options: Pick<WorkbenchOptions, "overrides" | "mappings"> & Pick<ReportOptions, "netInterval">,
): Promise<ReportModel> {
  const { netInterval, ...reading } = options;
  const inputs = await Promise.all(
    files.map(async (file) => (typeof file === "string" ? inputFile(path.join(data, file)) : file)),
  );
  const bench = await openWorkbench(inputs, {
    ...reading,
    key: new Uint8Array(32),
    received: "2026-01-01T00:00:00Z",
  });
  return reportModel(bench, {
    locale: "en",
    confidenceLevel: 0.95,
    minimumCell: 10,
    targets: [],
    verbatims: 20,
    journey: fiveStageJourney,
    generated: null,
    software: "cxkit test",
    ...(netInterval && { netInterval }),
  });
}

/** Reviews beside the date and the delivery of their orders, as one file. */
function joinedReviews(): InputFile {
  const table = (name: string) =>
    readFileSync(path.join(data, "olist", name), "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .map((line) => line.split(","));
  const orders = new Map(table("olist_orders_dataset.csv").map((cells) => [cells[0], cells] as const));
  const lines = ["review,ordered,delivery,score"];
  // Comments hold commas and line breaks; what is needed stands before them.
  for (const [review, order, score] of table("olist_order_reviews_dataset.csv")) {
    const cells = orders.get(order ?? "");
    if (!cells || !/^[1-5]$/.test(score ?? "")) continue;
    const [, , , ordered, , , delivered = "", promised = ""] = cells;
    const state =
      delivered === ""
        ? "not delivered"
        : delivered.slice(0, 10) > promised.slice(0, 10)
          ? "late"
          : "on time";
    lines.push(`${review},${ordered},${state},${score}`);
  }
  const bytes = new TextEncoder().encode(lines.join("\n"));
  return {
    name: "reviews.csv",
    size: bytes.length,
    modified: "2026-01-01T00:00:00Z",
    async *bytes() {
      yield bytes;
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const nineYears = {
  mapping: 1,
  survey: "sfo",
  channel: "store",
  headerRows: 1,
  columns: [],
  wave: { fileName: "(\\d{4})" },
  time: { wave: true, zone: "America/Los_Angeles" },
  identity: { column: { "2016": "*RESPNUM", "*": "RESPNUM" } },
  items: [
    {
      item: "overall",
      column: { "2010": "Q6N", "2011": "Q8N", "2012": "Q8N_WHOLE", "2013": "Q7O_WHOLE", "*": "Q7ALL" },
      construct: "rating",
      scale: { min: 1, max: 5, step: 1 },
      direction: "higher-is-better",
      missingCodes: [
        { code: 0, reason: "skipped" },
        { code: 6, reason: "not-applicable" },
      ],
      label: { en: "SFO as a whole, overall" },
    },
    {
      item: "recommend",
      column: { "2017": "NETPRO", "2018": "NETPRO" },
      construct: "nps",
      scale: { min: 0, max: 10, step: 1 },
      direction: "higher-is-better",
      missingCodes: [{ code: 11, reason: "skipped" }],
    },
  ],
  verbatims: [],
  choices: [],
  dimensions: [],
  excluded: [],
} as const;
