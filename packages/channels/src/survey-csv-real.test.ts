import { readFileSync } from "node:fs";
import { type Json, type TableRow } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { describe, expect, it } from "vitest";
import { decodeAll, tableFrom } from "./fixtures/survey-tables.ts";
import { surveyCsv, type SurveyMapping } from "./survey-csv.ts";

const contextOf = (config: SurveyMapping) => createContext(config, { key: new Uint8Array(32) });

function propose(
  table: readonly TableRow[],
  overrides: { readonly [option: string]: Json } = {},
  name = "export.csv",
) {
  return surveyCsv.file.propose(table, { name, overrides });
}

async function read(
  table: readonly TableRow[],
  overrides: { readonly [option: string]: Json } = {},
  name?: string,
) {
  const { config, assumptions } = propose(table, overrides, name);
  return { config, assumptions, ...(await decodeAll(surveyCsv, table, contextOf(config))) };
}

const folder = process.env["CXKIT_REAL_DATA"];
const real = (file: string) => tableFrom(readFileSync(`${folder}/${file}`), file.split("/").at(-1)!);

describe.skipIf(!folder)("surveyCsv reads real surveys", () => {
  const scoresOf = (events: Awaited<ReturnType<typeof decodeAll>>["events"], wanted: string) =>
    events.flatMap(({ data }) =>
      data.answers.flatMap(({ item, value }) =>
        item === wanted && typeof value === "number" ? [value] : [],
      ),
    );

  // Witness: R 4.2.2, counts of NETPRO; golden-2018.json
  it("San Francisco airport 2018 with no option at all: 1268 promoters, 935 passives, 447 detractors, 159 blank", async () => {
    const table = await real("sfo-survey/2018_SFO_Customer_Survey.csv");
    const { config, events, setAside } = await read(table, {}, "2018_SFO_Customer_Survey.csv");
    const scores = scoresOf(events, "recommend");
    expect(setAside).toEqual([]);
    expect(config.weight).toEqual({ column: "WEIGHT" });
    expect(config.wave).toEqual({ fileName: "^(\\d{4})", value: "2018" });
    expect(config.dimensions.map(({ name }) => name)).toContain("BAREA");
    expect(scores.filter((score) => score >= 9)).toHaveLength(1268);
    expect(scores.filter((score) => score === 7 || score === 8)).toHaveLength(935);
    expect(scores.filter((score) => score <= 6)).toHaveLength(447);
    expect(events.length - scores.length).toBe(159);
  });

  it("its Q7 battery is asked about, and read once the scale is told", async () => {
    const table = await real("sfo-survey/2018_SFO_Customer_Survey.csv");
    const asked = propose(table);
    expect(asked.assumptions.find(({ path }) => path === "Q7*")?.override).toBe("--scale 'Q7*=1-5'");
    const { events } = await read(table, { scale: { "Q7*": "1-5" } });
    const scores = scoresOf(events, "Q7ALL");
    // Witness: golden-2018.json, topTwoBoxOverall
    expect(scores).toHaveLength(2625);
    expect(scores.filter((score) => score >= 4).length / scores.length).toBeCloseTo(0.784381, 6);
  });

  // Witness: golden-2018.json, overallRatingByYear: mean, top-two-box, n
  it("all nine years with one mapping: overall satisfaction by the name it had in each year", async () => {
    const golden = JSON.parse(readFileSync(`${folder}/sfo-survey/golden-2018.json`, "utf8")) as {
      overallRatingByYear: Record<string, [number, number, number]>;
    };
    const known: SurveyMapping = {
      mapping: 1,
      survey: "sfo",
      channel: "store",
      headerRows: 1,
      columns: ["RESPNUM"],
      wave: { fileName: "^(\\d{4})" },
      time: { wave: true, zone: "America/Los_Angeles" },
      identity: { column: { "2016": "*RESPNUM", "*": "RESPNUM" } },
      items: [
        {
          item: "overall",
          column: { "2010": "Q6N", "2011": "Q8N", "2012": "Q8N_WHOLE", "2013": "Q7O_WHOLE", "*": "Q7ALL" },
          construct: "csat",
          scale: { min: 1, max: 5, step: 1 },
          direction: "higher-is-better",
          missingCodes: [
            { code: 0, reason: "skipped" },
            { code: 6, reason: "not-applicable" },
          ],
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
    };
    for (const year of ["2010", "2011", "2012", "2013", "2014", "2015", "2016", "2017", "2018"]) {
      const name = `${year}_SFO_Customer_Survey.csv`;
      const table = await real(`sfo-survey/${name}`);
      const { config, assumptions } = surveyCsv.file.propose(table.slice(0, 100), { name, known });
      const { events, setAside } = await decodeAll(surveyCsv, table, contextOf(config));
      expect(setAside).toEqual([]);
      expect(events[0]).toMatchObject({
        source: `survey-csv:sfo/${year}`,
        time: `${year}-01-01T00:00:00-08:00`,
      });
      expect(assumptions.some(({ id, path }) => id === "item-absent" && path === "recommend")).toBe(
        year < "2017",
      );
      const scores = scoresOf(events, "overall");
      const [mean, topTwo, n] = golden.overallRatingByYear[year] ?? [];
      if (n === undefined) continue;
      expect(scores).toHaveLength(n);
      expect(scores.reduce((sum, score) => sum + score, 0) / n).toBeCloseTo(mean!, 4);
      expect(scores.filter((score) => score >= 4).length / n).toBeCloseTo(topTwo!, 4);
    }
  });

  it("a marketplace's reviews: scores, titles and texts, dated by the answer", async () => {
    const { config, events } = await read(await real("olist/olist_order_reviews_dataset.csv"));
    expect(config.items.map(({ item, construct }) => [item, construct])).toEqual([
      ["review_score", "rating"],
    ]);
    expect(config.verbatims.map(({ item }) => item)).toEqual([
      "review_comment_title",
      "review_comment_message",
    ]);
    expect(config.time).toMatchObject({ column: "review_answer_timestamp" });
    expect(events).toHaveLength(3986);
  });
});
