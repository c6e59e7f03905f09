import { isCxError, type Json, type TableRow } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
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
import { decodeAll, recordsOf, tableOf } from "./fixtures/survey-tables.ts";
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

  it("a question added to the form, and columns in another order, leave the keys of old rows as they were", async () => {
    const before = await read(tableOf(googleFormsExport()));
    const more = googleFormsExport().map((row, index) => [
      ...row,
      index === 0 ? "Would you come again?" : "",
    ]);
    const after = await read(tableOf(more.map((row) => row.toReversed())));
    expect(after.config.identity).toBe("inferred");
    expect(after.events.map(({ key }) => key)).toEqual(before.events.map(({ key }) => key));
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
