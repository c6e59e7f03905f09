import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bonferroni } from "./adjust-p-values.ts";
import { dunnTest } from "./dunn-test.ts";
import { close, counted, groups, values } from "./fixtures/arbitraries.ts";
import { mannWhitney } from "./mann-whitney.ts";

describe("dunnTest", () => {
  it("is the Mann–Whitney test where there are only two groups", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [pair] = dunnTest([a, b]);
        expect(close(pair?.statistic ?? NaN, mannWhitney(a, b).statistic)).toBe(true);
        expect(pair?.adjustedPValue).toBe(pair?.pValue);
      }),
    );
  });

  it("gives the same from counts, and adjusts by the function it is given", () => {
    fc.assert(
      fc.property(groups, (given) => {
        const pairs = dunnTest(given, { adjustment: bonferroni });
        const again = dunnTest(given.map(counted));
        pairs.forEach((pair, index) => {
          expect(close(again[index]?.pValue ?? NaN, pair.pValue)).toBe(true);
          expect(again[index]?.adjustedPValue).toBeLessThanOrEqual(pair.adjustedPValue + 1e-12);
        });
      }),
    );
  });

  it("finds nothing where all answers are tied, and stops at one group", () => {
    expect(dunnTest([[3, 3], [3], [3]]).map(({ pValue }) => pValue)).toEqual([1, 1, 1]);
    expect(() => dunnTest([[1]])).toThrow(new RangeError("dunnTest requires at least 2 groups, got 1"));
  });
});
