import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, countedPairs, pairs } from "./fixtures/arbitraries.ts";
import { pearsonCorrelation } from "./pearson-correlation.ts";

const both = pairs.filter(({ first, second }) => new Set(first).size > 1 && new Set(second).size > 1);

describe("pearsonCorrelation", () => {
  it("does not depend on the order, the unit or which is first, and takes counts", () => {
    fc.assert(
      fc.property(both, ({ first, second }) => {
        const { correlation, pValue, interval } = pearsonCorrelation({ first, second });
        const far = { first: second.map((value) => 1e6 - 8 * value), second: first };
        expect(close(pearsonCorrelation(far).correlation, -correlation)).toBe(true);
        expect(close(pearsonCorrelation(countedPairs({ first, second })).pValue, pValue, 1e-7)).toBe(true);
        expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(correlation);
        expect(interval.high).toBeGreaterThanOrEqual(correlation);
      }),
    );
  });

  it("is ±1 on a line, with a finite statistic and no width", () => {
    const line = { first: [1, 2, 3, 4], second: [0.1, 0.2, 0.3, 0.4] };
    expect(pearsonCorrelation(line)).toMatchObject({
      correlation: 1,
      pValue: 0,
      statistic: Number.MAX_VALUE,
      interval: { low: 1, high: 1 },
    });
    const { correlation, statistic } = pearsonCorrelation({ ...line, second: [4, 3, 2, 1] });
    expect([correlation, statistic]).toEqual([-1, -Number.MAX_VALUE]);
  });

  it("keeps the digits of p-values next to a line", () => {
    const first = Array.from({ length: 50 }, (_, index) => index);
    const { pValue } = pearsonCorrelation({
      first,
      second: first.map((value) => value + (value % 2) * 1e-4),
    });
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-200);
  });

  it("knows nothing of the interval from three pairs, and stops at two, or where a side does not vary", () => {
    expect(pearsonCorrelation({ first: [1, 2, 4], second: [1, 3, 2] }).interval).toEqual({
      low: -1,
      high: 1,
    });
    expect(() => pearsonCorrelation({ first: [1, 2], second: [1, 3] })).toThrow(
      new RangeError("pearsonCorrelation requires more than 2 pairs, got 2"),
    );
    expect(() => pearsonCorrelation({ first: [1, 2, 3], second: [5, 5, 5] })).toThrow(
      "pearsonCorrelation requires second values that vary, got 5 throughout",
    );
    expect(() => pearsonCorrelation({ first: [1, 2, 3], second: [5, 6, 7] }, { confidenceLevel: 1 })).toThrow(
      "pearsonCorrelation requires 0 < confidenceLevel < 1, got 1",
    );
  });
});
