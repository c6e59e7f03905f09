import { renderHtml } from "@cxkit/report";
import { describe, expect, it } from "vitest";
import type { InputFile } from "../input/input-file.ts";
import { openWorkbench } from "../input/workbench.ts";
import { plainReport } from "./fixtures/made-up-survey.ts";
import { reportModel } from "./report-model.ts";
import { scopesBy } from "./scopes.ts";

const ambient = {
  key: new Uint8Array(32).fill(7),
  received: "2026-07-01T00:00:00Z",
  overrides: { segment: ["Region", "Shop"], weight: "Weight" },
};

describe("scopesBy", () => {
  it("gives one scope per value with that value's rows, and a file name that is no path", async () => {
    const bench = await openWorkbench([twoRegions()], ambient);
    const found: string[] = [];
    for await (const { scope, fileName } of scopesBy(bench, "region")) {
      const model = await reportModel(bench, plainReport, scope);
      found.push(`${fileName}: ${scope.value}, ${model.responses}`);
    }
    expect(found).toEqual(["etc-passwd: ../../etc/passwd, 60", "North: North, 60"]);
  });

  it("names the segments there are when asked for another", async () => {
    const bench = await openWorkbench([twoRegions()], ambient);
    await expect(scopesBy(bench, "planet")[Symbol.asyncIterator]().next()).rejects.toThrow(
      /no such segment; there are .*region/i,
    );
  });
});

describe("a report on a part", () => {
  it("holds no byte of any cell of other rows: comments, segments, weights, dates, words, off-scale values", async () => {
    const bench = await openWorkbench([twoRegions()], ambient);
    const whole = JSON.stringify(await reportModel(bench, { ...plainReport, verbatims: 500 }));
    // The canaries are really there to be found.
    expect(whole).toContain("canarycomment");
    for await (const { scope } of scopesBy(bench, "Region")) {
      if (scope.value !== "North") continue;
      const model = await reportModel(bench, { ...plainReport, verbatims: 500, invited: 500 }, scope);
      const bytes = JSON.stringify(model) + renderHtml(model);
      for (const canary of canaries) expect(bytes.toLowerCase(), canary).not.toContain(canary);
    }
  });

  it("counts its own responses, and leaves out files without any", async () => {
    const bench = await openWorkbench([twoRegions(), { ...twoRegions("May", "South"), name: "other.csv" }], {
      ...ambient,
      overrides: { ...ambient.overrides, wave: { fileName: "(.*)\\.csv" } },
    });
    const found: string[] = [];
    for await (const { scope } of scopesBy(bench, "Region")) {
      const { files, setAside, responseRate } = await reportModel(bench, plainReport, scope);
      found.push(
        `${scope.value} ${files.map(({ name, rows, responses }) => `${name} ${rows} ${responses}`).join()}`,
      );
      expect([setAside, responseRate]).toEqual([[], null]);
    }
    expect(found.toSorted()).toEqual([
      "../../etc/passwd made-up.csv 60 60,other.csv 60 60",
      "North made-up.csv 60 60",
      "South other.csv 60 60",
    ]);
  });
});

const canaries = [
  "canarycomment",
  "canaryshop",
  "canaryword",
  "canaryid",
  "7777",
  "8.6421",
  "2031",
  "etc/passwd",
];

/** Rows of North, and rows of another region whose every cell is told apart from North's. */
function twoRegions(_month = "May", own = "North"): InputFile {
  const lines = Array.from({ length: 120 }, (_, i) => {
    const other = i % 2 === 1;
    const day = String(1 + (i % 28)).padStart(2, "0");
    return [
      other ? `canaryid${i}` : `${own}${i}`,
      other ? `2031-05-${day} 10:00` : `2026-05-${day} 10:00`,
      other ? "../../etc/passwd" : own,
      other ? `canaryshop ${i % 3}` : `Shop ${i % 4}`,
      other ? (i % 40 === 1 ? "7777" : String(i % 7)) : String(5 + (i % 6)),
      other ? (i % 4 === 1 ? "1 - canaryword" : "2 - Poor") : `${3 + (i % 3)} - Fine ${3 + (i % 3)}`,
      other ? "8.6421" : "0.9",
      other ? `A canarycomment of row ${i}.` : `Quite fine says row ${i}.`,
    ].join(",");
  });
  const heading =
    "Response ID,Submitted at,Region,Shop,How likely are you to recommend us? (0-10),Satisfaction with delivery,Weight,What is the main reason for your score?";
  const bytes = new TextEncoder().encode(`${heading}\n${lines.join("\n")}\n`);
  return {
    name: "made-up.csv",
    size: bytes.length,
    modified: "2026-06-01T00:00:00Z",
    async *bytes() {
      yield bytes;
    },
  };
}
