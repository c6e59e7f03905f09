import type { Report } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { arrayStore } from "../fixtures/array-store.ts";
import { recommend, told } from "../sample-history.ts";
import { delimitedRows } from "./delimited-rows.ts";
import { lives, unproven } from "./fixtures/lives.ts";
import { openMarkup } from "./hostile-texts.ts";
import { reportConformance } from "./report-conformance.ts";

interface Model {
  readonly title: string;
  readonly rows: readonly { readonly key: string; readonly score: number }[];
}
const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
const cell = (text: string): string =>
  `"${(/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
const printed = (text: string): string => text.replaceAll(/\p{Cc}/gu, "\uFFFD");

/** The answers of a store, one a row. */
const good: Report<unknown, Model> = {
  kind: "report",
  spec: "v1",
  id: "answers",
  title: "Answers",
  formats: ["html", "csv", "text", "json"],
  async data(store) {
    const rows = [];
    for await (const { key, data } of store.events({ types: ["survey.responded"] }))
      if ("answers" in data) rows.push({ key, score: Number(data.answers[0]?.value ?? -1) });
    return { title: "Answers", rows };
  },
  render({ title, rows }, format) {
    if (format === "json") return JSON.stringify({ title, rows });
    if (format === "csv")
      return rows.map(({ key, score }) => `${cell(title)},${cell(key)},${score}\r\n`).join("");
    if (format === "text")
      return rows.map(({ key, score }) => `${printed(title)} ${printed(key)} ${score}\n`).join("");
    return `<!doctype html><h1 title="${escaped(title)}">${escaped(title)}</h1>${rows.map(({ key, score }) => `<p data-key='${escaped(key)}'>${escaped(key)}: ${score}</p>`).join("")}`;
  },
};
const options = {
  async open() {
    const store = arrayStore();
    await store.declare([recommend]);
    await store.append([told({ key: "r1" }), told({ key: "r2", score: 3 })]);
    return store;
  },
};
type Format = Parameters<typeof good.render>[1];
const writing = (change: (text: string, model: Model, format: Format) => string): Report<unknown, Model> => ({
  ...good,
  render: (model, format) => change(good.render(model, format) as string, model, format),
});
const only = (format: Format, write: (model: Model) => string): Report<unknown, Model> =>
  writing((text, model, asked) => (asked === format ? write(model) : text));
let prints = 0;

const mutants: readonly (readonly [id: string, what: string, report: Report<unknown, Model>])[] = [
  ["B1", "has an id with blanks", { ...good, id: "all answers" }],
  [
    "B2",
    "puts a date into its model",
    { ...good, data: async (store, given) => ({ ...(await good.data(store, given)), made: new Date(0) }) },
  ],
  [
    "B2",
    "numbers its models",
    {
      ...good,
      data: async (store, given) => ({
        ...(await good.data(store, given)),
        title: `Answers ${(prints += 1)}`,
      }),
    },
  ],
  [
    "B2",
    "dates its model by the platform's clock",
    {
      ...good,
      data: async (store, given) => (Date.now() > 0 ? good.data(store, given) : good.data(store, given)),
    },
  ],
  ["B3", "numbers its prints", writing((text) => `${text}${(prints += 1)}`)],
  ["B3", "dates its prints", writing((text) => (new Date().getTime() > 0 ? text : ""))],
  ["B4", "does not escape", only("html", ({ title }) => `<h1>${title}</h1>`)],
  [
    "B4",
    "does not quote its quotes",
    only(
      "html",
      ({ title }) => `<h1 title="${title.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}">–</h1>`,
    ),
  ],
  [
    "B4",
    "does not quote its apostrophes",
    only(
      "html",
      ({ title }) => `<h1 title='${title.replaceAll("<", "&lt;").replaceAll('"', "&quot;")}'>–</h1>`,
    ),
  ],
  ["B4", "links to what it is told", only("html", ({ title }) => `<a href="${escaped(title)}">–</a>`)],
  [
    "B5",
    "writes formulas",
    only("csv", ({ rows }) => rows.map(({ key }) => `"${key.replaceAll('"', '""')}"\r\n`).join("")),
  ],
  [
    "B5",
    "looks at the first sign alone",
    only("csv", ({ rows }) =>
      rows
        .map(({ key }) => `"${(/^[=+\-@]/.test(key) ? `'${key}` : key).replaceAll('"', '""')}"\r\n`)
        .join(""),
    ),
  ],
  [
    "B6",
    "does not quote its cells",
    only("csv", ({ title, rows }) => rows.map(({ key }) => `${title},${key}\r\n`).join("")),
  ],
  [
    "B6",
    "does not double its quotes",
    only("csv", ({ rows }) => rows.map(({ key }) => `"${key}",1\r\n`).join("")),
  ],
  ["B7", "passes on what commands a terminal", only("text", ({ title }) => title)],
  ["B8", "writes JSON by hand", only("json", ({ title }) => `{"title":"${title}"}`)],
];

describe("a report in good order conforms", () => {
  for (const check of reportConformance(good, options)) it(check.name, check.check);
});

describe("every mutant of a report dies", () => {
  for (const [id, what, report] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      expect(await lives(reportConformance(report, options), id)).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(
      unproven(
        reportConformance(good, options),
        mutants.map(([id]) => id),
      ),
    ).toEqual([]);
  });
});

describe("the readers of what is written", () => {
  it("take comma-separated text apart as RFC 4180 says", () => {
    expect(delimitedRows('\uFEFFa,"b,""c"""\r\n,\r\n1,2')).toEqual([
      ["a", 'b,"c"'],
      ["", ""],
      ["1", "2"],
    ]);
    expect(delimitedRows("")).toEqual([]);
    expect(delimitedRows('"a"b\n')).toEqual([["", "unreadable"]]);
  });

  it("take a hostile text in a quoted value for a text", () => {
    expect(openMarkup(`<a title="javascript:cx7()">javascript:cx7()</a>`)).toBeNull();
    expect(openMarkup(`<a href='javascript:cx7()'>`)).not.toBeNull();
    expect(openMarkup(`<a title="" cx7="1">`)).not.toBeNull();
  });
});
