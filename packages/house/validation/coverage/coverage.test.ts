import * as everyday from "@cxkit/stats";
import * as differences from "@cxkit/stats/differences";
import * as intervals from "@cxkit/stats/intervals";
import * as survey from "@cxkit/stats/survey";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectTree, root } from "../../tree.ts";
import { type Covered, covered, sizesOf } from "./compute.ts";
import { coverageFiles, marked, resultsFile } from "./files.ts";
import { typedText, withCoverage } from "./marks.ts";
import { type Kind, methods, simulated } from "./methods.ts";

/** A share in percent or as a decimal fraction. */
const figure = /\b\d{1,3}(?:\.\d)? ?%|(?<![\d.])\.\d{2,3}\b/;

/** What a sentence may say besides: the level promised, and the populations. */
const promised =
  /\b(?:90|95|99) ?%|70(?:–| to )97 ?%|0\.5 ?% to 99\.5 ?%|multiples? of 5 ?%|at least 5 ?%|5, 15, … 95 ?%|35 and 45 ?%|85 ?% on the best/g;

/** Figures of simulations that a test of the function makes, by words of their sentence. */
const byOthers: readonly string[] = ["in a simulation of 160 answers"];

const rows = JSON.parse(readFileSync(resultsFile, "utf8")) as Covered[];
const kinds = Object.keys(methods) as Kind[];

describe.each(kinds.filter((kind) => !simulated.includes(kind)))(
  "the coverage of every %s method",
  (kind) => {
    it.each([...methods[kind].keys()])("%s is what enumeration gives on the quick grid", (name) => {
      for (const n of sizesOf("quick", kind, name)) {
        const printed = rows.find((row) => row.name === name && row.n === n && row.level === 0.95);
        expect(printed).toBeDefined();
        const again = covered(kind, name, n);
        expect(again.worst).toBe(printed?.worst);
        for (const key of ["mean", "min", "short", "width"] as const)
          expect(Math.abs(again[key] - (printed?.[key] ?? NaN))).toBeLessThan(2e-6);
        again.points.forEach(([truth, coverage], index) => {
          const [x = NaN, y = NaN] = printed?.points[index] ?? [];
          expect(Math.abs(truth - x) + Math.abs(coverage - y)).toBeLessThan(4e-6);
        });
      }
    });
  },
);

describe.each(kinds.filter((kind) => simulated.includes(kind)))("the coverage of every %s method", (kind) => {
  // The population of some likeness within clusters in the middle of the grid: one of twenty-one, or of twelve.
  it.each([...methods[kind].keys()])("%s is what the same seed gives for one population", (name) => {
    const [n = NaN] = sizesOf("quick", kind, name);
    const printed = rows.find((row) => row.name === name && row.n === n);
    expect(printed?.draws).toBeGreaterThanOrEqual(2000);
    const only = kind === "designShare" ? 10 : 4;
    const [truth, coverage] = covered(kind, name, n, 0.95, only).points[0] ?? [];
    expect(truth).toBeCloseTo(printed?.points[only]?.[0] ?? NaN, 5);
    // Another processor may round the last bit of a draw differently.
    expect(Math.abs((coverage ?? NaN) - (printed?.points[only]?.[1] ?? NaN))).toBeLessThan(0.002);
  });
});

describe("the pages about coverage", () => {
  it("print what was enumerated, and every picture is there", () => {
    for (const [file, text] of coverageFiles(rows)) {
      expect(existsSync(path.join(root, file)), file).toBe(true);
      if (file.endsWith(".md")) expect(readFileSync(path.join(root, file), "utf8"), file).toBe(text);
    }
  });

  it("type no figure about coverage by hand", () => {
    const typed = [...projectTree()]
      .filter(([file]) => file.endsWith(".md") && marked.includes(path.posix.dirname(file)))
      .flatMap(([file, text]) =>
        typedText(text)
          .split(/\n\n|(?<=[.:;]) /)
          .filter((sentence) => /\bcover(?:s|ed|age)?\b|覆盖率/.test(sentence))
          .filter((sentence) => figure.test(sentence.replaceAll(promised, "")))
          .map((sentence) => `${file}: ${sentence.trim()}`),
      )
      .filter((found) => !byOthers.some((known) => found.includes(known)));
    expect(typed).toEqual([]);
  });

  it("agree with the table on the page of the bounded score interval", () => {
    const page = readFileSync(path.join(root, "docs/stats/bounded-score-interval.md"), "utf8");
    const table = [...page.matchAll(/^\| (\d+) +\| (t|bounded score) +\|(.*)\|$/gm)];
    expect(table).toHaveLength(8);
    for (const [, n, method, cells] of table) {
      const name = method === "t" ? "meanTInterval" : "boundedScoreInterval";
      const row = rows.find((one) => one.name === name && one.n === Number(n) && one.level === 0.95);
      const printed = cells?.split("|").map((cell) => cell.trim());
      expect(printed).toEqual(row?.points.map(([, coverage]) => (100 * coverage).toFixed(1)));
    }
  });

  // Witness: exact dynamic programming in Python, printed with three digits, as in the test of meanIntervalCoverage.
  it.each([
    ["boundedScoreInterval", [0.95, 0.946, 0.927, 0.953, 0.951, 0.95, 0.942]],
    ["meanTInterval", [0.947, 0.938, 0.904, 0.95, 0.95, 0.946, 0.922]],
    ["logitTInterval", [0.951, 0.946, 0.931, 0.954, 0.951, 0.951, 0.945]],
  ])("%s agrees with its witness to .001 for a hundred ratings", (name, expected) => {
    const row = rows.find((one) => one.name === name && one.n === 100 && one.level === 0.95);
    expect(row?.points).toHaveLength(expected.length);
    for (const [place, coverage] of expected.entries())
      expect(Math.abs((row?.points[place]?.[1] ?? NaN) - coverage)).toBeLessThan(0.001);
  });

  it("leave out no interval that users can pass to a metric", () => {
    const enumerated = new Set(kinds.flatMap((kind) => [...methods[kind].keys()]));
    const offered = Object.entries({ ...everyday, ...intervals, ...survey })
      .filter(
        ([name, value]) => /Intervals?$/.test(name) || ("method" in (value as object) && !(name in survey)),
      )
      .map(([name]) => name);
    const compared = Object.keys({ ...everyday, ...differences }).filter((name) =>
      /Difference(?:$|[A-Z])/.test(name),
    );
    expect([...offered, ...compared].filter((name) => !enumerated.has(name))).toEqual([]);
  });
});

describe("a table on a page", () => {
  const page =
    "Before\n<!-- coverage | n: 10 | 均值: wilsonInterval, mean | 最低: wilsonInterval, lowest, 70–97 % | -->\nold\n<!-- /coverage -->\n" +
    "covers <!-- coverage wilsonInterval, n = 20, lowest -->0<!-- /coverage --> %.";

  it("is filled in from the enumeration, as wide as its letters are", () => {
    expect(withCoverage(page, rows).split("\n").slice(3, 6)).toEqual([
      "| n   | 均值 | 最低 |",
      "| --- | ---- | ---- |",
      "| 10  | 95.4 | 89.9 |",
    ]);
    expect(withCoverage(page, rows)).toContain("-->90.5<!--");
    expect(withCoverage(withCoverage(page, rows), rows)).toBe(withCoverage(page, rows));
    expect(typedText(withCoverage(page, rows))).toBe("Before\n\ncovers  %.");
  });

  it("names what was not enumerated", () => {
    expect(() => withCoverage(page.replace("n: 10", "n: 11"), rows)).toThrow("for n = 11");
    expect(() => withCoverage(page.replace(", lowest, 70–97 %", ", NPS 94"), rows)).toThrow(
      "no corner NPS 94",
    );
  });
});

describe("the defaults", () => {
  const of = (name: string) => rows.filter((row) => row.name === name && row.level === 0.95 && row.n >= 10);

  it.each(["adjustedWaldInterval", "netDifference", "wilsonInterval"])(
    "%s: mean coverage within a point of 95 % from ten responses",
    (name) => {
      for (const { mean } of of(name)) expect(Math.abs(mean - 0.95)).toBeLessThan(0.01);
    },
  );

  it("never cover a net share less than 93 % on the grid; NPS 94 with ten responses is the corner", () => {
    for (const { min } of of("adjustedWaldInterval")) expect(min).toBeGreaterThan(0.93);
    expect(of("adjustedWaldInterval")[0]?.corners["NPS 94"]).toBeCloseTo(0.914, 3);
  });
});
