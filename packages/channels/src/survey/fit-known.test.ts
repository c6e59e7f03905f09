import { isCxError } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { describe, expect, it } from "vitest";
import { plainExport } from "../fixtures/survey-exports.ts";
import { decodeAll, tableOf } from "../fixtures/survey-tables.ts";
import { surveyCsv, type SurveyMapping } from "../survey-csv.ts";

const march = plainExport();
const known = JSON.parse(
  JSON.stringify(surveyCsv.file.propose(tableOf(march), { name: "march.csv" }).config),
) as SurveyMapping;
const fit = (cells: string[][], overrides = {}) =>
  surveyCsv.file.propose(tableOf(cells), { name: "april.csv", known, overrides });
const withHeader = (change: (names: string[]) => string[]) => [change([...march[0]!]), ...march.slice(1)];

describe("a saved mapping", () => {
  it("runs unasked on the next file: same mapping, no assumption", () => {
    expect(fit(march)).toEqual({ config: known, assumptions: [] });
  });

  it("finds its columns where they have moved", async () => {
    const moved = march.map((row) => row.toReversed());
    const { config } = fit(moved);
    const context = createContext(config, { key: new Uint8Array(32) });
    const { events } = await decodeAll(surveyCsv, tableOf(moved), context);
    const before = await decodeAll(
      surveyCsv,
      tableOf(march),
      createContext(known, { key: new Uint8Array(32) }),
    );
    expect(events.map(({ key, time, data }) => [key, time, data.weight])).toEqual(
      before.events.map(({ key, time, data }) => [key, time, data.weight]),
    );
  });

  it("names a column that is gone, and the one it may be now", () => {
    const renamed = withHeader((names) => names.map((name) => (name === "weight" ? "weights" : name)));
    expect(() => fit(renamed)).toThrow(/"weight" \(weight\.column; is it now "weights"\?\)/);
    try {
      fit(renamed);
    } catch (thrown) {
      expect(isCxError(thrown, "invalid-setup")).toBe(true);
    }
  });

  it("names a new column, and ignores it", () => {
    const more = march.map((row, index) => [...row, index === 0 ? "loyalty tier" : "gold"]);
    const { config, assumptions } = fit(more);
    expect(assumptions.map(({ id, path }) => [id, path])).toEqual([["new-columns", "loyalty tier"]]);
    expect(config.dimensions).toEqual(known.dimensions);
  });

  it("an excluded column may go without a word", () => {
    const fewer = march.map((row) => row.slice(0, -1));
    expect(fit(fewer).assumptions).toEqual([]);
  });

  it("an option replaces the part it speaks of, and no other", () => {
    const { config } = fit(march, { zone: "Europe/Berlin", segment: ["region", "nps"], survey: "spring" });
    expect(config.time).toMatchObject({ zone: "Europe/Berlin" });
    expect(config.survey).toBe("spring");
    expect(config.dimensions.map(({ name }) => name)).toEqual(["region", "nps"]);
    expect(config.items).toEqual(known.items);
  });

  it("an item option replaces the item of that column", () => {
    const { config } = fit(march, { missing: { nps: [99, 10] } });
    expect(
      config.items.find(({ column }) => column === "nps")?.missingCodes?.map(({ code }) => code),
    ).toEqual([99, 10]);
    expect(config.items).toHaveLength(known.items.length);
  });

  it("edited by hand, its first mistake is named with its key", () => {
    const wrong = { ...known, time: { ...known.time, zone: "Berlin" } };
    expect(() => surveyCsv.file.propose(tableOf(march), { name: "april.csv", known: wrong })).toThrow(
      /wrong at time\.zone: "zone" must be an IANA name/,
    );
  });

  it("a wave's pattern must find something in the file's name", () => {
    const yearly = { ...known, wave: { fileName: "^(\\d{4})" } };
    expect(() => surveyCsv.file.propose(tableOf(march), { name: "april.csv", known: yearly })).toThrow(
      /finds no wave/,
    );
    expect(
      surveyCsv.file.propose(tableOf(march), { name: "2026-april.csv", known: yearly }).config.wave,
    ).toEqual({ fileName: "^(\\d{4})", value: "2026" });
  });
});
