import { isCxError, type Proposal, type TableRow } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  plainExport,
  qualtricsExport,
  surveyMonkeyExport,
  wjxNumberExport,
  wjxTextExport,
} from "../fixtures/survey-exports.ts";
import { decodeAll, tableOf } from "../fixtures/survey-tables.ts";
import { type SurveyMapping, surveyCsv } from "../survey-csv.ts";
import { matching } from "./column-names.ts";
import { mappedColumns } from "./mapped-columns.ts";

const run = { seed: 20_260_301, numRuns: 300 };
const odd = [
  "",
  " ",
  "0",
  "11",
  "-3",
  "99",
  "9.5",
  "1e9",
  "NaN",
  "__proto__",
  "constructor",
  "Email",
  "推荐意愿",
  "满意",
  "非常满意",
  "2026-03-01",
  "31/12/2026",
  "a@example.org",
  "(跳过)",
  "=1+1",
  "<b>",
  "★★★",
  "10 - yes",
  "\uFEFFid",
  '{"ImportId":"x"}',
  "┋",
  "🙂",
  "1,5",
  "Weight",
  "id",
  "nps",
  "Date Modified",
  "Start date",
  "Submit date",
  "Channel",
  "WeChat",
  "4.5",
  "Yes",
  "A, B",
  "A|B",
];
const cell = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ maxLength: 12 }),
  fc.integer({ min: -3, max: 12 }).map(String),
);

/** Proposes and reads a table whatever it is; the only thing it may do besides is to refuse with a reason, at once. */
async function understand(cells: string[][]): Promise<void> {
  const table = tableOf(cells);
  const proposal = proposed(table);
  if (!proposal) return;
  const { config } = proposal;
  nothingDropped(proposal);
  expect(surveyCsv.config["~standard"].validate(JSON.parse(JSON.stringify(config)))).not.toHaveProperty(
    "issues",
  );
  expect(surveyCsv.file.propose(table, { name: "any.csv", known: config }).config).toEqual(config);
  const { events, setAside } = await decodeAll(
    surveyCsv,
    table,
    createContext(config, { key: new Uint8Array(32) }),
  );
  const records = setAside.filter(({ scope }) => scope === "record").length;
  expect(events.length + records).toBe(Math.max(0, cells.length - config.headerRows));
  expect(new Set(events.map(({ source, key, revision }) => `${source} ${key}~${revision ?? 0}`)).size).toBe(
    events.length,
  );
}

/** Every column is used or excluded with a reason, once, and what is excluded is named by an assumption. */
function nothingDropped({ config, assumptions }: Proposal<SurveyMapping>): void {
  const parts = ["headerRows", "padShortRows", "id", "date", "zone", "channel", "wave"];
  const ofColumns = assumptions.filter(({ id, path }) => id === "date-order" || !parts.includes(path));
  const used = new Set(mappedColumns(config).map(({ column }) => column));
  const excluded = config.excluded.map(({ column }) => column);
  expect(new Set(excluded).size).toBe(excluded.length);
  expect(config.columns.filter((name) => !used.has(name)).toSorted()).toEqual(excluded.toSorted());
  const times = (name: string) => ofColumns.filter(({ path }) => speaksOf(path, name, config.columns)).length;
  expect(excluded.filter((name) => times(name) !== 1 && !parts.includes(name))).toEqual([]);
}

const speaksOf = (path: string, name: string, columns: readonly string[]) =>
  `, ${path}, `.includes(`, ${name}, `) || (path.endsWith("*") && matching(columns, path).includes(name));

function proposed(table: readonly TableRow[]) {
  try {
    return surveyCsv.file.propose(table, { name: "any.csv" });
  } catch (thrown) {
    if (isCxError(thrown, "invalid-setup")) return undefined;
    throw thrown;
  }
}

describe("whatever a table holds", () => {
  it("it is understood or refused with a reason; every row is an event or set aside; a saved mapping reads it again", async () => {
    const table = fc
      .integer({ min: 1, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 0, maxLength: 12 }),
      );
    await fc.assert(fc.asyncProperty(table, understand), run);
  });

  it("so are rows of other lengths", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), understand),
      run,
    );
  });

  it("so are the headings that rules look for, over any cells", async () => {
    const headings = [
      "Response ID",
      "Submit date",
      "Start date",
      "Date modified",
      "Channel",
      "来源",
      "nps",
      "Would you recommend us?",
      "Kommentar",
      "Overall satisfaction (1-5)",
      "star rating",
      "How easy was it? [App]",
      "How easy was it? [Web]",
      "Why?",
      "Which have you used?",
      "Resolved?",
      "Finished",
      "Region",
      "weight",
      "wave",
      "Language",
      "Duration",
      "Email",
      "Q9*",
    ];
    const day = fc.constantFrom("2026-03-01", "03/04/2026", "13/04/2026", "2026-03-01 09:00:00", "46082.4");
    const answer = fc.oneof(
      cell,
      day,
      fc.constantFrom("Call me on 13800138000", "The app crashed twice", "1,25"),
      fc.constantFrom("Yes", "No", "Web, App", "Web", "App", "TRUE", "5", "4.5", "1"),
    );
    const table = fc
      .uniqueArray(fc.constantFrom(...headings), { minLength: 2, maxLength: 8 })
      .chain((names) =>
        fc
          .array(fc.array(answer, { minLength: names.length, maxLength: names.length }), { maxLength: 40 })
          .map((rows) => [names, ...rows]),
      );
    await fc.assert(fc.asyncProperty(table, understand), run);
  });

  it("so are real shapes with cells overwritten", async () => {
    const shapes = [
      plainExport(12),
      qualtricsExport(12),
      surveyMonkeyExport(12),
      wjxTextExport(12),
      wjxNumberExport(12),
    ];
    const edits = fc.array(fc.tuple(fc.nat(14), fc.nat(20), cell), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...shapes), edits, async (shape, changes) => {
        const cells = shape.map((row) => [...row]);
        for (const [row, column, text] of changes)
          if (cells[row] && column < cells[row].length) cells[row][column] = text;
        await understand(cells);
      }),
      run,
    );
  });
});
