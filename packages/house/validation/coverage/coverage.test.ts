import * as everyday from "@cxkit/stats";
import * as intervals from "@cxkit/stats/intervals";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../tree.ts";
import { type Covered, covered, sizesOf } from "./compute.ts";
import { coverageFiles, resultsFile } from "./files.ts";
import { type Kind, methods } from "./methods.ts";

const rows = JSON.parse(readFileSync(resultsFile, "utf8")) as Covered[];
const kinds = Object.keys(methods) as Kind[];

describe.each(kinds)("the coverage of every %s method", (kind) => {
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
});

describe("the pages about coverage", () => {
  it("print what was enumerated, and every picture is there", () => {
    for (const [file, text] of coverageFiles(rows)) {
      expect(existsSync(path.join(root, file)), file).toBe(true);
      if (file.endsWith(".md")) expect(readFileSync(path.join(root, file), "utf8")).toBe(text);
    }
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
    const offered = Object.entries({ ...everyday, ...intervals }).filter(
      ([, value]) => "method" in (value as object),
    );
    // At a given base it is Clopper and Pearson's; what it adds is for designs. Ratios and shares of many classes are no metric's.
    const others = /^(?:kornGraubardInterval|(?:odds|risk)Ratio\w+|\w+Intervals)$/;
    expect(
      offered.map(([name]) => name).filter((name) => !enumerated.has(name) && !others.test(name)),
    ).toEqual([]);
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
