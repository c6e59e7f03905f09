import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { adjustedWaldInterval } from "../intervals/adjusted-wald-interval.ts";
import { agrestiCoullInterval } from "../intervals/agresti-coull-interval.ts";
import { clopperPearsonInterval } from "../intervals/clopper-pearson-interval.ts";
import { netIntervalCoverage, netPopulationGrid, proportionIntervalCoverage } from "./coverage.ts";
import { jeffreysInterval } from "../intervals/jeffreys-interval.ts";
import { scoreInterval } from "../intervals/score-interval.ts";
import {
  likelihoodRatioInterval,
  midPInterval,
  netLikelihoodRatioInterval,
  netMoverWilsonInterval,
  wilsonContinuityInterval,
} from "../intervals/index.ts";
import { netTInterval } from "../intervals/net-t-interval.ts";
import { netWaldInterval } from "../intervals/net-wald-interval.ts";
import { waldProportionInterval } from "../intervals/wald-proportion-interval.ts";
import { wilsonInterval } from "../intervals/wilson-interval.ts";

// Witness: exact enumeration in Python 3.11, on the same grid of 171 populations
describe("coverage of the intervals for a net share at 95 %", () => {
  it.each([
    [adjustedWaldInterval, 10, 0.9547, 0.9304, 0.0108, 0.765],
    [adjustedWaldInterval, 20, 0.9509, 0.9389, 0.0065, 0.577],
    [adjustedWaldInterval, 50, 0.9503, 0.9429, 0.003, 0.381],
    [scoreInterval, 10, 0.9631, 0.9395, 0.0139, 0.813],
    [scoreInterval, 20, 0.9546, 0.9436, 0.006, 0.597],
    [netWaldInterval, 10, 0.8802, 0.649, 0.0702, 0.797],
    [netWaldInterval, 20, 0.92, 0.7401, 0.0305, 0.598],
  ] as const)("$0.method at n = $1: mean $2, lowest $3", (interval, n, mean, min, error, width) => {
    const table = netIntervalCoverage(interval, n);
    expect(table.rows).toHaveLength(171);
    expect(Math.abs(table.meanCoverage - mean)).toBeLessThan(6e-5);
    expect(Math.abs(table.minCoverage - min)).toBeLessThan(6e-5);
    expect(Math.abs(table.meanAbsoluteError - error)).toBeLessThan(6e-5);
    expect(Math.abs(table.meanWidth - width)).toBeLessThan(6e-4);
    expect(table.method).toBe(interval.method);
  });

  it("the default is never under .93 on the grid at 10 responses, and .914 and .891 in the corners it is weak in", () => {
    expect(netIntervalCoverage(adjustedWaldInterval, 10).minCoverage).toBeGreaterThan(0.93);
    const corners = [
      { favorable: 0.95, unfavorable: 0.01 },
      { favorable: 0.5, unfavorable: 0.5 },
    ];
    const { rows } = netIntervalCoverage(adjustedWaldInterval, 10, 0.95, corners);
    expect(rows.map(({ coverage }) => coverage.toFixed(3))).toEqual(["0.914", "0.891"]);
  });

  // Witness: as above, 90 % and 99 %
  it("the default also holds at other levels", () => {
    expect(netIntervalCoverage(adjustedWaldInterval, 10, 0.9).minCoverage).toBeCloseTo(0.859, 3);
    expect(netIntervalCoverage(adjustedWaldInterval, 10, 0.99).minCoverage).toBeCloseTo(0.971, 3);
  });
});

// Witness: exact enumeration in Python 3.11, shares 0.005 to 0.995
describe("coverage of the intervals for a proportion at 95 %", () => {
  it.each([
    [wilsonInterval, 10, 0.9536, 0.8597, 0.4362],
    [wilsonInterval, 20, 0.9533, 0.9046, 0.3262],
    [wilsonInterval, 50, 0.9517, 0.9106, 0.2136],
    [agrestiCoullInterval, 10, 0.9643, 0.9283, 0.4572],
    [agrestiCoullInterval, 20, 0.962, 0.9294, 0.3379],
    [clopperPearsonInterval, 10, 0.9837, 0.9615, 0.5095],
    [jeffreysInterval, 10, 0.9535, 0.8688, 0.4336],
    [jeffreysInterval, 20, 0.9503, 0.8964, 0.3236],
    [waldProportionInterval, 10, 0.7731, 0.0489, 0.4055],
    [waldProportionInterval, 20, 0.8506, 0.0954, 0.3176],
  ] as const)("$0.method at n = $1: mean $2, lowest $3", (interval, n, mean, min, width) => {
    const table = proportionIntervalCoverage(interval, n);
    expect(Math.abs(table.meanCoverage - mean)).toBeLessThan(6e-5);
    expect(Math.abs(table.minCoverage - min)).toBeLessThan(6e-5);
    expect(Math.abs(table.meanWidth - width)).toBeLessThan(6e-5);
  });
});

describe("coverage tables", () => {
  it("take an interval of one's own and find its worst population", () => {
    const everything = Object.assign(() => ({ low: -1, high: 1 }), { method: "everything" });
    expect(netIntervalCoverage(everything, 5)).toMatchObject({
      method: "everything",
      meanCoverage: expect.closeTo(1, 12),
      meanWidth: expect.closeTo(2, 12),
    });
    const { worst, minCoverage, rows } = netIntervalCoverage(netWaldInterval, 10);
    expect(
      rows.find(
        ({ favorable, unfavorable }) => favorable === worst.favorable && unfavorable === worst.unfavorable,
      )?.coverage,
    ).toBe(minCoverage);
    expect(netPopulationGrid()).toHaveLength(171);
  });

  it("stop at sizes and populations they cannot enumerate, naming them", () => {
    expect(() => netIntervalCoverage(adjustedWaldInterval, 1000)).toThrow(
      new RangeError("netIntervalCoverage requires a whole n from 1 to 200, got 1000"),
    );
    expect(() => proportionIntervalCoverage(wilsonInterval, 2.5)).toThrow(RangeError);
    expect(() => proportionIntervalCoverage(wilsonInterval, 10, 0.95, [{ share: 70 }])).toThrow(RangeError);
    expect(() => netIntervalCoverage(adjustedWaldInterval, 10, 0.95, [])).toThrow(RangeError);
  });
});

describe("the coverage that the pages print is the coverage that is computed", () => {
  it.each([
    ["adjusted-wald-interval", adjustedWaldInterval],
    ["score-interval", scoreInterval],
    ["net-t-interval", netTInterval],
    ["net-wald-interval", netWaldInterval],
    ["net-mover-wilson-interval", netMoverWilsonInterval],
    ["net-likelihood-ratio-interval", netLikelihoodRatioInterval],
  ] as const)("%s", (page, interval) => {
    for (const [n = 0, ...printed] of printedRows(page)) {
      const { meanCoverage, minCoverage, meanWidth } = netIntervalCoverage(interval, n);
      const corners = [
        { favorable: 0.95, unfavorable: 0.01 },
        { favorable: 0.5, unfavorable: 0.5 },
      ];
      const [extreme, polar] = netIntervalCoverage(interval, n, 0.95, corners).rows;
      const computed = [meanCoverage, minCoverage, NaN, extreme?.coverage, polar?.coverage, meanWidth];
      expect(printed).toEqual(percentages(computed));
    }
  });

  it.each([
    ["wilson-interval", wilsonInterval],
    ["jeffreys-interval", jeffreysInterval],
    ["agresti-coull-interval", agrestiCoullInterval],
    ["clopper-pearson-interval", clopperPearsonInterval],
    ["wald-proportion-interval", waldProportionInterval],
    ["wilson-continuity-interval", wilsonContinuityInterval],
    ["mid-p-interval", midPInterval],
    ["likelihood-ratio-interval", likelihoodRatioInterval],
  ] as const)("%s", (page, interval) => {
    const high = Array.from({ length: 55 }, (_, index) => ({ share: 0.7 + index * 0.005 }));
    for (const [n = 0, ...printed] of printedRows(page)) {
      const { meanCoverage, minCoverage, meanWidth } = proportionIntervalCoverage(interval, n);
      const top = proportionIntervalCoverage(interval, n, 0.95, high);
      expect(printed).toEqual(
        percentages([meanCoverage, minCoverage, NaN, top.meanCoverage, top.minCoverage, meanWidth]),
      );
    }
  });
});

/** The rows of a page's table as numbers; the cell that names a population becomes NaN. */
function printedRows(page: string): number[][] {
  const text = readFileSync(new URL(`../../../../docs/stats/${page}.md`, import.meta.url), "utf8");
  const rows = text.split("\n").filter((line) => /^\| \d/.test(line));
  expect(rows).toHaveLength(4);
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => Number(cell.trim())),
  );
}

function percentages(shares: readonly (number | undefined)[]): number[] {
  return shares.map((share) => Number((100 * (share ?? NaN)).toFixed(1)));
}
