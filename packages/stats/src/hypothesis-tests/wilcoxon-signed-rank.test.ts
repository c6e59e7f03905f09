import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, countedPairs, pairs } from "./fixtures/arbitraries.ts";
import { wilcoxonSignedRank, wilcoxonSignedRankExact } from "./wilcoxon-signed-rank.ts";

describe.each([wilcoxonSignedRank, wilcoxonSignedRankExact])("%o", (test) => {
  it("turns round when first and second are swapped, and gives the same from counts", () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const { statistic, pValue, n, rankBiserial, positiveRankSum, negativeRankSum } = test(given);
        const back = test({ first: given.second, second: given.first });
        expect(back.statistic).toBeCloseTo(-statistic, 9);
        expect(close(back.pValue, pValue)).toBe(true);
        expect(back.rankBiserial).toBeCloseTo(-rankBiserial, 12);
        expect(close(test(countedPairs(given)).pValue, pValue)).toBe(true);
        expect(positiveRankSum + negativeRankSum).toBe((n * (n + 1)) / 2);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("leaves pairs without a difference out, and finds nothing where there are no others", () => {
    const { pValue, n } = test({ first: [1, 5, 3, 9], second: [1, 2, 3, 4] });
    expect(n).toBe(2);
    expect(pValue).toBe(test({ first: [5, 9], second: [2, 4] }).pValue);
    expect(test({ first: [2, 3], second: [2, 3] })).toMatchObject({
      statistic: 0,
      pValue: 1,
      n: 0,
      rankBiserial: 0,
    });
  });

  it("stops at no pairs", () => {
    expect(() => test({ first: [], second: [] })).toThrow(
      new RangeError(`${test.name} requires at least 1 pair, got 0`),
    );
  });
});

describe("wilcoxonSignedRankExact", () => {
  it("has the closed form of one direction throughout", () => {
    const pair = { first: [2, 4, 6, 8, 10], second: [1, 2, 3, 4, 5] };
    expect(wilcoxonSignedRankExact(pair, { alternative: "greater" }).pValue).toBe(1 / 32);
    expect(wilcoxonSignedRankExact(pair).pValue).toBe(1 / 16);
  });

  it("stops at fractions of people", () => {
    expect(() => wilcoxonSignedRankExact({ firstPoints: [1], secondPoints: [2], counts: [[0.5]] })).toThrow(
      "wilcoxonSignedRankExact requires whole counts, got 0.5",
    );
  });
});
