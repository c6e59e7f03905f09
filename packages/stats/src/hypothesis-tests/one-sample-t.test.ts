import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, counted, countedPairs, pairs, varying } from "./fixtures/arbitraries.ts";
import { oneSampleT, pairedT } from "./one-sample-t.ts";

describe("oneSampleT", () => {
  it("rejects exactly the means outside its interval", () => {
    fc.assert(
      fc.property(varying, fc.double({ min: -10, max: 10, noNaN: true }), (sample, target) => {
        const { interval, pValue } = oneSampleT(sample, target, { confidenceLevel: 0.9 });
        if (Math.abs(pValue - 0.1) < 1e-9) return;
        expect(pValue < 0.1).toBe(target < interval.low || target > interval.high);
      }),
    );
  });

  it("gives the same from counts, in any order, and for another unit", () => {
    fc.assert(
      fc.property(varying, (sample) => {
        const { statistic } = oneSampleT(sample, 2);
        expect(close(oneSampleT(counted(sample), 2).statistic, statistic)).toBe(true);
        expect(close(oneSampleT(Float64Array.from(sample.toReversed()), 2).statistic, statistic)).toBe(true);
        const scaled = sample.map((value) => 100 - 8 * value);
        expect(close(oneSampleT(scaled, 84).statistic, -statistic)).toBe(true);
      }),
    );
  });

  it("has one-sided p-values that add up to 1", () => {
    const [greater, less] = (["greater", "less"] as const).map(
      (alternative) => oneSampleT([1, 2, 4], 3, { alternative }).pValue,
    ) as [number, number];
    expect(greater + less).toBeCloseTo(1, 14);
    expect(less).toBeLessThan(0.5);
  });

  it("has a wider interval at a higher level", () => {
    const width = (confidenceLevel: number) => {
      const { low, high } = oneSampleT([1, 2, 4], 3, { confidenceLevel }).interval;
      return high - low;
    };
    expect(width(0.99)).toBeGreaterThan(width(0.9));
  });

  it("stops at constant and single values, at holes and at percent", () => {
    expect(() => oneSampleT([4, 4, 4], 3)).toThrow(
      new RangeError("oneSampleT requires at least 2 values that differ, got 3 without spread"),
    );
    expect(() => oneSampleT([4], 3)).toThrow(RangeError);
    expect(() => oneSampleT([], 3)).toThrow("oneSampleT requires at least 1 value in a sample, got 0");
    expect(() => oneSampleT([1, NaN], 3)).toThrow("oneSampleT requires finite values, got NaN at 1");
    expect(() => oneSampleT([1, 2], NaN)).toThrow("oneSampleT requires a finite target, got NaN");
    expect(() => oneSampleT([1, 2], 3, { confidenceLevel: 95 })).toThrow(
      "oneSampleT requires 0 < confidenceLevel < 1, got 95",
    );
    expect(() => oneSampleT({ points: [1, 2], counts: [1] }, 3)).toThrow(
      "oneSampleT requires a count for each point, got 1 for 2",
    );
    expect(() => oneSampleT({ points: [1, 2], counts: [0, 0] }, 3)).toThrow(
      "requires counts that are not all 0",
    );
  });
});

describe("pairedT", () => {
  it("is the one-sample test of the differences, also from counts", () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const differences = given.first.map((value, index) => value - (given.second[index] ?? NaN));
        fc.pre(new Set(differences).size > 1);
        const { statistic, estimate } = pairedT(given);
        expect(close(statistic, oneSampleT(differences, 0).statistic)).toBe(true);
        expect(close(pairedT(countedPairs(given)).estimate, estimate)).toBe(true);
        expect(close(pairedT({ first: given.second, second: given.first }).statistic, -statistic)).toBe(true);
      }),
    );
  });

  it("stops at pairs without a partner and at a ragged table", () => {
    expect(() => pairedT({ first: [1, 2], second: [1] })).toThrow(
      new RangeError("pairedT requires as many first as second values, got 2 and 1"),
    );
    expect(() => pairedT({ firstPoints: [1, 2], secondPoints: [1, 2], counts: [[1, 2], [3]] })).toThrow(
      "pairedT requires a count for each combination of points, got 2 rows of 2, 1",
    );
    expect(() => pairedT({ first: [1, 2], second: [2, 3] })).toThrow(
      "requires at least 2 values that differ",
    );
  });
});
