import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, countedPairs, pairs } from "./fixtures/arbitraries.ts";
import { spearmanCorrelation } from "./spearman-correlation.ts";

const both = pairs.filter(({ first, second }) => new Set(first).size > 1 && new Set(second).size > 1);

describe("spearmanCorrelation", () => {
  it("uses nothing but the order, and takes counts", () => {
    fc.assert(
      fc.property(both, ({ first, second }) => {
        const { correlation, pValue, interval } = spearmanCorrelation({ first, second });
        const curved = {
          first: first.map((value) => value ** 3),
          second: second.map((value) => -Math.exp(value)),
        };
        expect(close(spearmanCorrelation(curved).correlation, -correlation)).toBe(true);
        expect(close(spearmanCorrelation(countedPairs({ first, second })).pValue, pValue, 1e-7)).toBe(true);
        expect(interval.low).toBeGreaterThanOrEqual(-1);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(interval.high);
      }),
    );
  });

  it("is 1 where both orders agree", () => {
    expect(spearmanCorrelation({ first: [1, 2, 3, 9], second: [0, 5, 6, 7] }).correlation).toBe(1);
  });

  it("stops where a side does not vary, naming itself", () => {
    expect(() => spearmanCorrelation({ first: [1, 1, 1], second: [1, 2, 3] })).toThrow(
      new RangeError("spearmanCorrelation requires first values that vary, got 2 throughout"),
    );
  });
});
