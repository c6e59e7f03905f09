import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanDifference } from "./mean-difference.ts";
import { weightedPointSummary } from "../survey/weighted-point-summary.ts";

describe("meanDifference", () => {
  // Witness: mpmath 1.2.1, Welch's t
  it("agrees with its witness to 1e-12, degrees of freedom included", () => {
    for (const { input, expected } of golden()) {
      const got = meanDifference(summarized(input.x), summarized(input.y), 0.95);
      expect(got.difference).toBeCloseTo(expected.difference, 12);
      expect(got.standardError).toBeCloseTo(expected.se, 12);
      expect(got.statistic).toBeCloseTo(expected.t, 12);
      expect(got.degreesOfFreedom).toBeCloseTo(expected.df, 10);
      expect(got.pValue).toBeCloseTo(expected.p, 12);
      expect(got.interval.low).toBeCloseTo(expected.lower95, 12);
      expect(got.interval.high).toBeCloseTo(expected.upper95, 12);
    }
  });

  it("keeps the digits of p-values far below 1e-16", () => {
    const a = { mean: 2, variance: 1, n: 500, min: 1, max: 5 };
    expect(meanDifference(a, { ...a, mean: 4 }).pValue).toBeLessThan(1e-150);
    expect(meanDifference(a, { ...a, mean: 4 }).pValue).toBeGreaterThan(0);
  });

  it("negates when the samples swap, excludes 0 exactly when it rejects, and never narrows at a higher level", () => {
    fc.assert(
      fc.property(ratings, ratings, level, level, (x, y, first, second) => {
        const confidenceLevel = Math.min(first, second);
        const one = meanDifference(summarized(x), summarized(y), confidenceLevel);
        const other = meanDifference(summarized(y), summarized(x), confidenceLevel);
        expect(one.interval.low).toBeCloseTo(-other.interval.high, 9);
        expect(one.pValue).toBeCloseTo(other.pValue, 12);
        for (const value of [
          one.interval.low,
          one.interval.high,
          one.statistic,
          one.pValue,
          one.standardError,
        ])
          expect(value).toSatisfy(Number.isFinite);
        const wide = meanDifference(summarized(x), summarized(y), Math.max(first, second));
        expect(wide.interval.low).toBeLessThanOrEqual(one.interval.low);
        fc.pre(Math.abs(one.pValue - (1 - confidenceLevel)) > 1e-9);
        expect(one.interval.low > 0 || one.interval.high < 0).toBe(one.pValue < 1 - confidenceLevel);
      }),
    );
  });

  it("does not claim certainty where neither sample varies", () => {
    const all5 = { mean: 5, variance: 0, n: 6, min: 1, max: 5 };
    const all4 = { ...all5, mean: 4 };
    const { pValue, interval } = meanDifference(all5, all4);
    expect(pValue).toBeGreaterThan(0);
    expect(interval.low).toBeLessThan(interval.high);
    expect(meanDifference(all5, all5)).toMatchObject({ difference: 0, statistic: 0, pValue: 1 });
    expect(
      meanDifference(all5, { mean: 3, variance: 2, n: 10, min: 1, max: 5 }).degreesOfFreedom,
    ).toBeCloseTo(9, 12);
    expect(meanDifference({ ...all5, n: 1 }, { ...all4, n: 1 }).pValue).toBeGreaterThan(0.3);
  });

  it("stops at two scales and at impossible summaries, naming them", () => {
    const a = { mean: 3, variance: 1, n: 10, min: 1, max: 5 };
    expect(() => meanDifference(a, { ...a, max: 7 })).toThrow(
      new RangeError("meanDifference requires one scale, got 1…5 and 1…7"),
    );
    expect(() => meanDifference(a, { ...a, mean: 6 })).toThrow(RangeError);
    expect(() => meanDifference(a, a, 95)).toThrow(
      new RangeError("meanDifference requires 0 < confidenceLevel < 1, got 95"),
    );
  });
});

const ratings = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 30 });
const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });

function summarized(points: readonly number[]) {
  const { n, mean, variance } = weightedPointSummary({ points, counts: points.map(() => 1) });
  return { n, mean: mean ?? NaN, variance: variance ?? 0, min: -100, max: 100 };
}

interface Case {
  readonly fn: string;
  readonly input: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly expected: Readonly<Record<"difference" | "se" | "t" | "df" | "p" | "lower95" | "upper95", number>>;
}

function golden(): Case[] {
  const file = new URL("../fixtures/two-sample-tests.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  return cases.filter((entry) => entry.fn === "welch_t");
}
