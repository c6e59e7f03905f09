import { readFileSync } from "node:fs";
import { createContext } from "@cxkit/core/context";
import { channelLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { qualtricsExport } from "./fixtures/survey-exports.ts";
import { decodeAll, recordsOf, tableFrom, tableOf } from "./fixtures/survey-tables.ts";
import { qualtricsCsv, type SurveyMapping } from "./qualtrics-csv.ts";
import { surveyCsv } from "./survey-csv.ts";

const contextOf = (config: SurveyMapping) => createContext(config, { key: new Uint8Array(32) });
const table = tableOf(qualtricsExport());
const { config, assumptions } = qualtricsCsv.file.propose(table, { name: "survey.csv" });

describe("qualtricsCsv keeps the channel laws", () => {
  const records = recordsOf(qualtricsCsv, table, contextOf(config));
  const samples = async () => {
    const all = await records;
    const good = all[0]!;
    return {
      config,
      raws: all.filter((_, index) => index !== 6),
      malformed: [
        all[6]!,
        { line: 90, cells: good.cells.map((cell, column) => (column === 1 ? "yesterday" : cell)) },
        { line: 91, cells: good.cells.map((cell, column) => (column === 14 ? "12" : cell)) },
      ],
    };
  };
  const names = channelLaws(qualtricsCsv, { config, raws: [], malformed: [] }).map(({ name }) => name);
  for (const [index, name] of names.entries())
    it(name, async () => channelLaws(qualtricsCsv, await samples())[index]!.check());
});

describe("qualtricsCsv understands the three-row header", () => {
  it("recognises it before the general channel does", () => {
    expect(qualtricsCsv.file.recognise(table, "x.csv")).toBeGreaterThan(
      surveyCsv.file.recognise(table, "x.csv"),
    );
    expect(
      qualtricsCsv.file.recognise(
        tableOf([
          ["id", "score"],
          ["1", "9"],
        ]),
        "x.csv",
      ),
    ).toBe(0);
  });

  it("no header becomes an answer, and the zone is the file's", async () => {
    const { events } = await decodeAll(qualtricsCsv, table, contextOf(config));
    expect(config.headerRows).toBe(3);
    expect(events).toHaveLength(59);
    expect(events[0]).toMatchObject({
      source: `qualtrics:${config.survey}`,
      key: "R_1000",
      time: "2026-03-01T10:00:00+01:00",
    });
    expect(assumptions.find(({ id }) => id === "time-zone")?.confidence).toBe("certain");
  });

  it("previews are set aside with their reason", async () => {
    const { setAside } = await decodeAll(qualtricsCsv, table, contextOf(config));
    expect(setAside).toEqual([
      {
        scope: "record",
        path: "Status",
        reason: "preview",
        message: "the row is a preview, not a response",
        line: 10,
      },
    ]);
  });

  it("unanswered items of an unfinished response are a break-off", async () => {
    const { events } = await decodeAll(qualtricsCsv, table, contextOf(config));
    const partial = events.find(({ data }) => data.status === "partial");
    expect(partial?.data.answers.map(({ missing }) => missing)).toEqual(
      Array.from({ length: 4 }, () => "break-off"),
    );
  });

  it("the class column is no item, choice texts are points, and contact columns go nowhere", async () => {
    const { events } = await decodeAll(qualtricsCsv, table, contextOf(config));
    expect(config.items.map(({ column }) => column)).toEqual(["Q1", "Q2"]);
    expect(config.items[1]).toMatchObject({
      construct: "csat",
      words: { "Extremely satisfied": 5 },
      label: { en: "Overall, how satisfied are you with our service?" },
    });
    expect(JSON.stringify(events)).not.toMatch(/example\.org|203\.0\.113|47\.1150/);
  });

  it("one column per choice is one choice", async () => {
    const { events } = await decodeAll(qualtricsCsv, table, contextOf(config));
    expect(config.choices).toMatchObject([
      { item: "Which of these did you use?", columns: [{ choice: "Web shop" }, { choice: "App" }] },
    ]);
    expect(events[1]!.data.answers.at(-1)?.value).toEqual(["Web shop", "App"]);
  });

  it("exported without the ImportId row, two rows are headers", () => {
    const two = table.filter((_, index) => index !== 2);
    expect(qualtricsCsv.file.propose(two, { name: "x.csv" }).config.headerRows).toBe(2);
  });
});

const folder = process.env["CXKIT_REAL_DATA"];
const real = (file: string) => tableFrom(readFileSync(`${folder}/qualtrics/${file}`), file);

describe.skipIf(!folder)("qualtricsCsv reads real exports", () => {
  it("three header rows with labels in German: one response", async () => {
    const rows = await real("qualtRics_sample.csv");
    const proposed = qualtricsCsv.file.propose(rows, { name: "a.csv" }).config;
    const { events } = await decodeAll(qualtricsCsv, rows, contextOf(proposed));
    expect(events.map(({ key, time }) => [key, time])).toEqual([
      ["R_2YPOQ602ER1jkf1", "2017-07-18T08:28:48Z"],
    ]);
  });

  it("the legacy two header rows, with a column that has no name: one response", async () => {
    const rows = await real("qualtRics_sample_legacy.csv");
    const proposed = qualtricsCsv.file.propose(rows, { name: "a.csv" }).config;
    const { events } = await decodeAll(qualtricsCsv, rows, contextOf(proposed));
    expect(events.map(({ key, time }) => [key, time])).toEqual([
      ["R_2YPOQ602ER1jkf1", "2017-07-18T08:28:48Z"],
    ]);
    expect(JSON.stringify(events)).not.toContain("130.92");
  });

  // Witness: the file's maker, R 4.2.2: n 295, NPS 35.932203
  it("a Qualtrics-shaped file of 300 rows: n 295, NPS 35.932203", async () => {
    const rows = await real("qualtrics_shape_sfo2018_300rows.csv");
    const proposed = qualtricsCsv.file.propose(rows, { name: "a.csv" }).config;
    const { events } = await decodeAll(qualtricsCsv, rows, contextOf(proposed));
    const scores = events.flatMap(({ data }) =>
      data.answers.flatMap(({ item, value }) =>
        item === "recommend" && typeof value === "number" ? [value] : [],
      ),
    );
    const promoters = scores.filter((score) => score >= 9).length;
    const detractors = scores.filter((score) => score <= 6).length;
    expect(scores).toHaveLength(295);
    expect((100 * (promoters - detractors)) / scores.length).toBeCloseTo(35.932203, 6);
    expect(events[0]!.time).toBe("2018-05-21T08:00:00-07:00");
  });
});
