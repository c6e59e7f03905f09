import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { proportionDifference } from "./proportion-difference.ts";

describe("proportionDifference", () => {
  // Witness: mpmath 1.2.1, method 10 of Newcombe (1998); cross-checked with statsmodels 0.13.5
  it("interval agrees with its witness", () => {
    for (const { x1, n1, x2, n2, level: confidenceLevel, lower, upper } of golden(
      "proportion-differences.json",
      "newcombe",
    )) {
      const { interval } = proportionDifference(
        { successes: x1, trials: n1 },
        { successes: x2, trials: n2 },
        confidenceLevel,
      );
      expect(interval.low).toBeCloseTo(lower, 12);
      expect(interval.high).toBeCloseTo(upper, 12);
    }
  });

  // Witness: mpmath 1.2.1; cross-checked with statsmodels 0.13.5, proportions_ztest
  it("test agrees with its witness and is Pearson's chi-squared without Yates' correction", () => {
    for (const { x1, n1, x2, n2, z, p } of golden("two-sample-tests.json", "two_proportion_z_pooled")) {
      const { statistic, pValue } = proportionDifference(
        { successes: x1, trials: n1 },
        { successes: x2, trials: n2 },
      );
      expect(statistic).toBeCloseTo(z, 12);
      expect(pValue).toBeCloseTo(p, 13);
      expect(pValue).toBeCloseTo(chiSquaredSurvival(statistic ** 2, 1), 12);
    }
  });

  // Witness: Newcombe (1998), Statistics in Medicine 17(8) 873–890, Table II
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])("reproduces the printed interval of %i/%i against %i/%i", (x1, n1, x2, n2, lower, upper) => {
    const { interval } = proportionDifference({ successes: x1, trials: n1 }, { successes: x2, trials: n2 });
    expect(Math.abs(interval.low - lower)).toBeLessThanOrEqual(5.01e-5);
    expect(Math.abs(interval.high - upper)).toBeLessThanOrEqual(5.01e-5);
  });

  it("negates when the groups swap, stays within −1…1, and never narrows at a higher level", () => {
    fc.assert(
      fc.property(proportion, proportion, level, level, (a, b, first, second) => {
        const one = proportionDifference(a, b, Math.min(first, second));
        const other = proportionDifference(b, a, Math.min(first, second));
        const wide = proportionDifference(a, b, Math.max(first, second));
        expect(one.interval.low).toBeCloseTo(-other.interval.high, 12);
        expect(one.pValue).toBeCloseTo(other.pValue, 9);
        expect(one.interval.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(one.interval.high).toBeLessThanOrEqual(1 + 1e-12);
        expect(wide.interval.low).toBeLessThanOrEqual(one.interval.low + 1e-12);
        expect(wide.interval.high).toBeGreaterThanOrEqual(one.interval.high - 1e-12);
        for (const value of [one.statistic, one.pValue, one.standardError])
          expect(value).toSatisfy(Number.isFinite);
      }),
    );
  });

  it("finds nothing where every answer of both samples is the same", () => {
    for (const successes of [0, 10])
      expect(proportionDifference({ successes, trials: 10 }, { successes, trials: 10 })).toMatchObject({
        statistic: 0,
        pValue: 1,
        method: "newcombe",
        test: "pooled z",
      });
  });

  it("stops at impossible counts and levels, naming them", () => {
    const a = { successes: 5, trials: 10 };
    expect(() => proportionDifference(a, { successes: 12, trials: 10 })).toThrow(
      new RangeError("proportionDifference requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
    expect(() => proportionDifference({ successes: 0, trials: 0 }, a)).toThrow(RangeError);
    expect(() => proportionDifference(a, a, 95)).toThrow(RangeError);
  });
});

const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });
const proportion = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 1e5, noNaN: true }))
  .map(([share, trials]) => ({ successes: share * trials, trials }));

type Numbers = Readonly<Record<"x1" | "n1" | "x2" | "n2" | "level" | "lower" | "upper" | "z" | "p", number>>;

function golden(file: string, fn: string): Numbers[] {
  const { cases } = JSON.parse(readFileSync(new URL(`../fixtures/${file}`, import.meta.url), "utf8")) as {
    cases: { fn: string; input: Numbers; expected: Numbers }[];
  };
  return cases.filter((entry) => entry.fn === fn).map(({ input, expected }) => ({ ...input, ...expected }));
}
