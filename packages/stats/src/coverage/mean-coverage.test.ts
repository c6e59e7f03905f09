import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { boundedScoreInterval } from "../intervals/bounded-score-interval.ts";
import { meanIntervalCoverage } from "./mean-coverage.ts";
import { meanTInterval } from "../intervals/mean-t-interval.ts";
import type { MeanSummary } from "../intervals/mean-interval.ts";

// In the order of the columns of docs/stats/bounded-score-interval.md, which prints these shares.
const populations = [
  [0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.3],
  [0.01, 0.01, 0.02, 0.04, 0.07, 0.15, 0.7],
  [0.01, 0.01, 0.01, 0.02, 0.03, 0.07, 0.85],
  [0.25, 0.12, 0.08, 0.06, 0.08, 0.14, 0.27],
  [0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05],
  [0.05, 0.07, 0.13, 0.35, 0.4],
  [0.01, 0.02, 0.04, 0.08, 0.85],
].map((shares) => ({ shares }));

describe("meanIntervalCoverage", () => {
  // Witness: exact dynamic programming in Python 3.11
  it.each([
    [10, 0.954, 0.921, 0.956, 0.952],
    [20, 0.95, 0.934, 0.954, 0.948],
  ])(
    "agrees with its witness on left-skewed and symmetric ratings at n = %i",
    (n, left, leftT, middle, middleT) => {
      const two = [populations[0], populations[4]].filter((population) => population !== undefined);
      const bounded = meanIntervalCoverage(boundedScoreInterval, n, 0.95, two);
      const t = meanIntervalCoverage(meanTInterval, n, 0.95, two);
      expect(bounded.rows.map(({ coverage }) => coverage.toFixed(3))).toEqual([
        left.toFixed(3),
        middle.toFixed(3),
      ]);
      expect(t.rows.map(({ coverage }) => coverage.toFixed(3))).toEqual([
        leftT.toFixed(3),
        middleT.toFixed(3),
      ]);
    },
  );

  it.each([10, 20])("computes what the page of the default interval prints for n = %i", (n) => {
    const page = readFileSync(
      new URL("../../../../docs/stats/bounded-score-interval.md", import.meta.url),
      "utf8",
    );
    for (const interval of [boundedScoreInterval, meanTInterval]) {
      const name = interval.method === "t" ? "t" : "bounded score";
      const row = page.split("\n").find((line) => new RegExp(`^\\| ${n} +\\| ${name} +\\|`).test(line));
      const { rows } = meanIntervalCoverage(interval, n, 0.95, populations);
      const printed = row
        ?.split("|")
        .slice(3, -1)
        .map((cell) => cell.trim());
      expect(printed).toEqual(rows.map(({ coverage }) => (100 * coverage).toFixed(1)));
    }
  });

  it("adds up to certainty, and hands every interval whole summaries", () => {
    const seen: MeanSummary[] = [];
    const everything = Object.assign(
      (summary: MeanSummary) => {
        seen.push(summary);
        return { low: -100, high: 100 };
      },
      { method: "everything" },
    );
    const table = meanIntervalCoverage(everything, 4, 0.95, [{ shares: [0.2, 0.3, 0.5] }]);
    expect(table).toMatchObject({ method: "everything", n: 4 });
    expect(table.meanCoverage).toBeCloseTo(1, 13);
    expect(table.meanWidth).toBeCloseTo(2, 13);
    // 15 ways to spread 4 answers over 3 points, all with different sums or sums of squares.
    expect(seen).toHaveLength(15);
    expect(seen.filter(({ variance }) => variance === 0)).toHaveLength(3);
  });

  it("stops at sizes and populations it cannot compute, naming them", () => {
    const population = { shares: [0.5, 0.5] };
    expect(() => meanIntervalCoverage(boundedScoreInterval, 51, 0.95, [population])).toThrow(
      new RangeError("meanIntervalCoverage requires a whole n from 2 to 50, got 51"),
    );
    expect(() => meanIntervalCoverage(boundedScoreInterval, 10, 0.95, [{ shares: [0.5, 0.4] }])).toThrow(
      RangeError,
    );
    expect(() => meanIntervalCoverage(boundedScoreInterval, 10, 0.95, [{ shares: [1] }])).toThrow(RangeError);
    expect(() => meanIntervalCoverage(boundedScoreInterval, 10, 95, [population])).toThrow(RangeError);
  });
});
