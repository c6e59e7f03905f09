import { readFileSync } from "node:fs";
import { createContext } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { decodeAll, tableFrom } from "./fixtures/survey-tables.ts";
import { surveyCsv } from "./survey-csv.ts";

const folder = process.env["CXKIT_REAL_DATA"];
const real = (file: string) => tableFrom(readFileSync(`${folder}/${file}`), file);

describe.skipIf(!folder)("surveyCsv reads the San Francisco airport survey of 2018", () => {
  // Witness: R 4.2.2, counts of NETPRO; golden-2018.json
  it("with no option at all: 1268 promoters, 935 passives, 447 detractors, 159 blank", async () => {
    const table = await real("sfo-survey/2018_SFO_Customer_Survey.csv");
    const { config } = surveyCsv.file.propose(table.slice(0, 2000), { name: "2018_SFO_Customer_Survey.csv" });
    const context = createContext(config, { key: new Uint8Array(32) });
    const { events, setAside } = await decodeAll(surveyCsv, table, context);
    const answers = events.flatMap(({ data }) => data.answers.filter(({ item }) => item === "recommend"));
    const scores = answers.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
    expect(setAside).toEqual([]);
    expect(scores.filter((score) => score >= 9)).toHaveLength(1268);
    expect(scores.filter((score) => score === 7 || score === 8)).toHaveLength(935);
    expect(scores.filter((score) => score <= 6)).toHaveLength(447);
    expect(answers.filter(({ value }) => value === null)).toHaveLength(159);
  });
});
