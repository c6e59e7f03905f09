import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { netIntervalCoverage } from "../coverage/coverage.ts";
import { adjustedWaldInterval } from "../intervals/adjusted-wald-interval.ts";
import { bootstrapNetBcaInterval, bootstrapNetInterval } from "./bootstrap-net-interval.ts";

// Witness: exact enumeration in Python 3.11, on the same grid of 171 populations
describe("coverage of the exact bootstrap intervals for a net share at 95 %", () => {
  it.each([
    [bootstrapNetInterval, 10, 0.9001, 0.6421, 0.0516, 0.797, 0.4, 0.979],
    [bootstrapNetBcaInterval, 10, 0.9194, 0.6037, 0.0409, 0.817, 0.39, 0.998],
    [bootstrapNetInterval, 20, 0.9408, 0.8587, 0.0105, 0.592, 0.639, 0.959],
    [bootstrapNetBcaInterval, 20, 0.9575, 0.8587, 0.0152, 0.609, 0.631, 0.988],
  ] as const)(
    "$0.method at n = $1: mean $2, lowest $3",
    (interval, n, mean, min, error, width, extreme, polar) => {
      const table = netIntervalCoverage(interval, n);
      expect(Math.abs(table.meanCoverage - mean)).toBeLessThan(6e-5);
      expect(Math.abs(table.minCoverage - min)).toBeLessThan(6e-5);
      expect(Math.abs(table.meanAbsoluteError - error)).toBeLessThan(6e-5);
      expect(Math.abs(table.meanWidth - width)).toBeLessThan(6e-4);
      const corners = [
        { favorable: 0.95, unfavorable: 0.01 },
        { favorable: 0.5, unfavorable: 0.5 },
      ];
      const { rows } = netIntervalCoverage(interval, n, 0.95, corners);
      expect(Math.abs((rows[0]?.coverage ?? 0) - extreme)).toBeLessThan(6e-4);
      expect(Math.abs((rows[1]?.coverage ?? 0) - polar)).toBeLessThan(6e-4);
    },
  );
});

it("the coverage that the page prints is the coverage that is computed", () => {
  const page = new URL("../../../../docs/stats/bootstrap-interval.md", import.meta.url);
  const rows = readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => /^\| \d/.test(line))
    .map((row) => row.split("|").slice(1, -1).map(Number));
  expect(rows).toHaveLength(4);
  for (const [n = 0, ...printed] of rows) {
    const computed = [bootstrapNetInterval, bootstrapNetBcaInterval, adjustedWaldInterval].flatMap(
      (interval) => {
        const { meanCoverage, minCoverage } = netIntervalCoverage(interval, n);
        const extreme = netIntervalCoverage(interval, n, 0.95, [{ favorable: 0.95, unfavorable: 0.01 }]);
        return [meanCoverage, minCoverage, extreme.minCoverage];
      },
    );
    expect(printed).toEqual(computed.map((share) => Number((100 * share).toFixed(1))));
  }
});

describe.each([
  ["bootstrapNetInterval", bootstrapNetInterval],
  ["bootstrapNetBcaInterval", bootstrapNetBcaInterval],
])("%s", (name, interval) => {
  it("negates when favorable and unfavorable swap", () => {
    fc.assert(
      fc.property(count, count, count, level, (favorable, neutral, unfavorable, confidenceLevel) => {
        fc.pre(favorable + neutral + unfavorable > 0);
        const one = interval({ favorable, neutral, unfavorable }, confidenceLevel);
        const other = interval({ favorable: unfavorable, neutral, unfavorable: favorable }, confidenceLevel);
        expect(one.low).toBeCloseTo(-other.high, 12);
        expect(one.high).toBeCloseTo(-other.low, 12);
      }),
    );
  });

  it("is ordered, on the scale and never narrower at a higher level, for fractional counts too", () => {
    const part = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(part, part, part, level, level, (favorable, neutral, unfavorable, a, b) => {
        fc.pre(favorable + neutral + unfavorable > 0.01);
        const counts = { favorable, neutral, unfavorable };
        const narrow = interval(counts, Math.min(a, b));
        const wide = interval(counts, Math.max(a, b));
        expect(narrow.low).toBeLessThanOrEqual(narrow.high);
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        expect(wide.low).toBeGreaterThanOrEqual(-1);
        expect(wide.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("has no width where all are in one class, and none for one answer", () => {
    expect(interval({ favorable: 10, neutral: 0, unfavorable: 0 })).toEqual({ low: 1, high: 1 });
    expect(interval({ favorable: 0, neutral: 1, unfavorable: 0 })).toEqual({ low: 0, high: 0 });
  });

  it("refuses impossible counts and levels, naming itself", () => {
    expect(() => interval({ favorable: 0, neutral: 0, unfavorable: 0 })).toThrow(
      new RangeError(`${name} requires finite counts ≥ 0, not all 0, got 0,0,0`),
    );
    expect(() => interval({ favorable: NaN, neutral: 0, unfavorable: 1 })).toThrow(RangeError);
    for (const wrong of [95, 1, 0, NaN])
      expect(() => interval({ favorable: 1, neutral: 1, unfavorable: 1 }, wrong)).toThrow(RangeError);
  });
});

const count = fc.integer({ min: 0, max: 60 });
const level = fc.double({ min: 0.3, max: 0.999, noNaN: true });
