import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, countedPairs, pairs } from "./fixtures/arbitraries.ts";
import { kendallExact, kendallTauB, kendallTauC } from "./kendall-tau.ts";

const both = pairs.filter(({ first, second }) => new Set(first).size > 1 && new Set(second).size > 1);
const order = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5, maxLength: 5 });

describe.each([kendallTauB, kendallTauC])("%o", (tau) => {
  it("uses nothing but the order, is symmetric, and takes counts", () => {
    fc.assert(
      fc.property(both, ({ first, second }) => {
        const { correlation, statistic, interval, score } = tau({ first, second });
        const turned = tau({ first: second.map((value) => -Math.exp(value)), second: first });
        expect(close(turned.correlation, -correlation)).toBe(true);
        expect(turned.score + score).toBe(0);
        expect(close(tau(countedPairs({ first, second })).statistic, statistic)).toBe(true);
        expect(interval.low).toBeLessThanOrEqual(correlation);
        expect(interval.high).toBeGreaterThanOrEqual(correlation);
        expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("counts concordant less discordant pairs", () => {
    fc.assert(
      fc.property(both, ({ first, second }) => {
        let score = 0;
        first.forEach((x, i) => {
          for (let j = 0; j < i; j++) {
            score += Math.sign(x - (first[j] ?? NaN)) * Math.sign((second[i] ?? NaN) - (second[j] ?? NaN));
          }
        });
        expect(tau({ first, second }).score).toBe(score);
      }),
    );
  });

  it("stops where a side does not vary, and at one pair", () => {
    expect(() => tau({ first: [1, 1], second: [1, 2] })).toThrow(
      new RangeError(`${tau.name} requires first values that vary, got 1`),
    );
    expect(() => tau({ first: [1], second: [1] })).toThrow(`${tau.name} requires at least 2 pairs, got 1`);
  });
});

describe("kendallExact", () => {
  it("counts the orders that are as extreme", () => {
    fc.assert(
      fc.property(order, (second) => {
        const first = [1, 2, 3, 4, 5];
        const seen = kendallExact({ first, second }).score;
        const scores = orders(first).map((other) => kendallTauB({ first, second: other }).score);
        const share = scores.filter((score) => score >= seen).length / scores.length;
        expect(kendallExact({ first, second }, { alternative: "greater" }).pValue).toBeCloseTo(share, 12);
      }),
      { numRuns: 10 },
    );
  });

  it("stops at ties", () => {
    expect(() => kendallExact({ first: [1, 2, 2], second: [1, 2, 3] })).toThrow(
      new RangeError("kendallExact requires at most 1000 pairs without ties, got 3 pairs of 2 and 3 values"),
    );
  });
});

function orders(values: readonly number[]): number[][] {
  if (values.length < 2) return [values.slice()];
  return values.flatMap((value, index) => orders(values.toSpliced(index, 1)).map((rest) => [value, ...rest]));
}

describe("a table of pairs", () => {
  it("stops at more pairs than doubles can compare", () => {
    const counts = [
      [1, 1e100],
      [1, 2],
    ];
    expect(() => kendallTauB({ firstPoints: [0, 1], secondPoints: [0, 1], counts })).toThrow(
      new RangeError("kendallTauB requires at most 1e12 pairs, got 1e+100"),
    );
  });
});
