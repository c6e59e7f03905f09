import { readFileSync } from "node:fs";
import { createContext, isCxError, type Json, type TableRow } from "@cxkit/core";
import { channelLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import {
  googleFormsExport,
  plainExport,
  surveyMonkeyExport,
  typeformExport,
  wjxNumberExport,
  wjxTextExport,
} from "./fixtures/survey-exports.ts";
import { decodeAll, recordsOf, tableFrom, tableOf } from "./fixtures/survey-tables.ts";
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

function columnsBy(config: SurveyMapping, why: string): string[] {
  return config.excluded.filter((each) => each.why === why).map(({ column }) => column);
}

describe("surveyCsv keeps the channel laws", () => {
  const table = tableOf([
    ...surveyMonkeyExport(30),
    ["1", "2", "03/31/2026 09:00:00 AM", "soon", ...Array.from({ length: 14 }, () => "")],
  ]);
  const { config } = propose(table.slice(0, -1));
  const records = recordsOf(surveyCsv, table, contextOf(config));
  const samples = async () => {
    const all = await records;
    return { config, raws: all.slice(0, -1), malformed: [all.at(-1)!, { line: 99, cells: ["1", "2"] }] };
  };
  const names = channelLaws(surveyCsv, { config, raws: [], malformed: [] }).map(({ name }) => name);
  for (const [index, name] of names.entries())
    it(name, async () => channelLaws(surveyCsv, await samples())[index]!.check());
});

describe("surveyCsv understands a SurveyMonkey export", () => {
  const table = tableOf(surveyMonkeyExport());

  it("recognises it, and takes both header rows for headers", async () => {
    expect(surveyCsv.file.recognise(table, "Customer Survey.csv")).toBe(0.9);
    const { config, events } = await read(table);
    expect(config.headerRows).toBe(2);
    expect(events).toHaveLength(60);
  });

  it("reads the recommend item from words, the matrix from rows, the choices from columns", async () => {
    const { config, events } = await read(table);
    expect(config.items.map(({ item, construct }) => [item, construct])).toEqual([
      ["recommend", "nps"],
      ["How satisfied are you with each of the following? – Price", "csat"],
      ["How satisfied are you with each of the following? – Quality", "csat"],
    ]);
    const values = events.flatMap(({ data }) =>
      data.answers.filter(({ item }) => item === "recommend").map(({ value }) => value),
    );
    expect(values).toContain(10);
    expect(values).toContain(0);
    expect(config.choices[0]?.columns?.map(({ choice }) => choice)).toEqual(["Web shop", "App", "Store"]);
  });

  it("dates answers by the end, month before day, afternoon after noon", async () => {
    const { events } = await read(table, { zone: "America/New_York" });
    expect(events[0]!.time).toBe("2026-03-01T13:10:00-05:00");
  });

  it("leaves every contact column out, the empty ones too", () => {
    const { config } = propose(table);
    expect(columnsBy(config, "contact")).toEqual(["Email Address", "Custom Data 1"]);
    expect(columnsBy(config, "name")).toEqual(["First Name", "Last Name"]);
    expect(columnsBy(config, "ip")).toEqual(["IP Address"]);
  });
});

describe("surveyCsv understands 问卷星 exports", () => {
  it("in words: satisfaction by its list, seconds, joined choices, skips, nicknames left out", async () => {
    const { config, events, setAside } = await read(tableOf(wjxTextExport()), { zone: "Asia/Shanghai" });
    expect(setAside).toEqual([]);
    expect(events[0]!.time).toBe("2026-03-01T09:00:05+08:00");
    expect(events[0]!.data.duration).toBeGreaterThan(119);
    const satisfaction = events[3]!.data.answers.find(({ item }) => item.startsWith("2、"));
    expect(satisfaction).toMatchObject({ value: null, missing: "not-shown" });
    expect(events[1]!.data.answers.find(({ item }) => item.startsWith("3、"))?.value).toEqual([
      "App",
      "小程序",
    ]);
    expect(events[1]!.data.answers.find(({ item }) => item.startsWith("5、"))).toMatchObject({
      value: null,
      missing: "skipped",
    });
    expect(config.dimensions.map(({ name }) => name)).toEqual(["来源", "您所在的地区"]);
    expect(JSON.stringify(events)).not.toMatch(/昵称|138000|203\.0\.113/);
  });

  it("in option numbers: −3 is not shown, and the direction is said to be assumed", async () => {
    const { assumptions, events } = await read(tableOf(wjxNumberExport()));
    expect(events[3]!.data.answers.find(({ item }) => item.startsWith("2、"))).toMatchObject({
      value: null,
      missing: "not-shown",
    });
    expect(assumptions.find(({ id }) => id === "direction")).toMatchObject({
      path: "2、您对本次配送的满意度",
      confidence: "default",
    });
    expect(events[0]!.data.answers.find(({ item }) => item.startsWith("3、"))?.value).toEqual(["门店"]);
  });

  it("a recommend item of 1–11 could be option numbers: it is asked about, not used", () => {
    const cells = wjxNumberExport().map((row, index) =>
      row.map((cell, column) => (index > 0 && column === 6 ? String(1 + (index % 11)) : cell)),
    );
    cells[0]![6] = "1、您有多大可能将我们推荐给朋友？";
    const { config, assumptions } = propose(tableOf(cells));
    expect(config.items.some(({ construct }) => construct === "nps")).toBe(false);
    expect(assumptions.some(({ text }) => text["en"]?.includes("1–11"))).toBe(true);
  });
});

describe("surveyCsv understands forms and plain tables", () => {
  it("Google Forms: identity is inferred, and equal rows stay two", async () => {
    const cells = googleFormsExport();
    const { config, assumptions, events } = await read(tableOf([...cells, cells[1]!]));
    expect(config.identity).toBe("inferred");
    expect(assumptions.some(({ id }) => id === "identity-inferred")).toBe(true);
    expect(new Set(events.map(({ key }) => key)).size).toBe(61);
    expect(events[0]!.time).toBe("2026-03-01T13:05:00+08:00");
  });

  it("Google Forms again with more rows: the keys of the old ones are the same", async () => {
    const before = await read(tableOf(googleFormsExport(40)));
    const after = await read(tableOf(googleFormsExport(60)));
    expect(after.events.slice(0, 40).map(({ key }) => key)).toEqual(before.events.map(({ key }) => key));
    expect(after.config.survey).toBe(before.config.survey);
  });

  it("Typeform: the zone is in the heading", async () => {
    const { config, events } = await read(tableOf(typeformExport()));
    expect(config.time).toMatchObject({ column: "Submit Date (UTC)", zone: "UTC" });
    expect(events[0]!.time).toBe("2026-03-01T08:03:20Z");
    expect(events[0]!.key).toMatch(/^tok0/);
  });

  it("a plain table: decimal commas weigh, days come before months, 99 is no promoter, formulas stay text", async () => {
    const { config, events } = await read(tableOf(plainExport()));
    expect(config.weight).toEqual({ column: "weight", decimal: "," });
    expect(events[12]!.time).toBe("2026-03-13T00:00:00Z");
    expect(events[4]!.data.answers[0]).toEqual({
      item: "recommend",
      value: null,
      missing: "unknown",
      instrument: "recommend@1",
    });
    expect(events[0]!.data.answers.at(-1)?.value).toMatch(/^=HYPERLINK.*<b>said/);
    expect(columnsBy(config, "contact")).toEqual(["cell"]);
    expect(columnsBy(config, "identifier")).toEqual(["customer_id"]);
  });

  it("a subject is hashed where it is told, and the column's text goes nowhere", async () => {
    const { events } = await read(tableOf(plainExport()), { subject: "customer_id" });
    expect(events[0]!.subject).toMatch(/^[\da-f]{32}$/);
  });
});

describe("surveyCsv sets aside what it cannot use, and nothing else", () => {
  const good = plainExport(20);
  const rows = [
    ...good,
    good[3]!.map((cell, column) => (column === 0 ? "7001" : column === 2 ? "42" : cell)),
    good[3]!.map((cell, column) => (column === 0 ? "7002" : column === 1 ? "31.02.2026" : cell)),
    good[3]!.map((cell, column) => (column === 0 ? "7003" : column === 4 ? "-1" : cell)),
    [...good[3]!.map((cell, column) => (column === 0 ? "7004" : cell)), "one too many"],
    good[3]!.slice(0, 4),
    good[0]!,
    good[0]!.map(() => ""),
    good[5]!,
    good[6]!.map((cell, column) => (column === 2 ? "1" : cell)),
  ];

  it("each with its line, its column and its reason", async () => {
    const { config } = propose(tableOf(good));
    const { events, setAside } = await decodeAll(surveyCsv, tableOf(rows), contextOf(config));
    expect(setAside.map(({ scope, path, reason, line }) => [scope, path, reason, line])).toEqual([
      ["value", "nps", "off-scale", 22],
      ["record", "Datum/date", "unreadable-date", 23],
      ["record", "weight", "unusable-weight", 24],
      ["record", "row", "wrong-column-count", 25],
      ["record", "row", "wrong-column-count", 26],
      ["record", "row", "repeated-header", 27],
      ["record", "row", "empty-row", 28],
      ["record", "id", "repeated-id", 29],
      ["record", "id", "repeated-id", 30],
    ]);
    expect(setAside.at(-2)?.message).toBe("line 6 has the same id and the same cells");
    expect(setAside.at(-1)?.message).toBe("line 7 has the same id, with other cells");
    expect(events).toHaveLength(21);
  });

  it("rows of another header are refused before the first of them", async () => {
    const { config } = propose(tableOf(good));
    const other = [good[0]!.toReversed(), ...good.slice(1)];
    await expect(decodeAll(surveyCsv, tableOf(other), contextOf(config))).rejects.toSatisfy((thrown) =>
      isCxError(thrown, "invalid-setup"),
    );
  });
});

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
