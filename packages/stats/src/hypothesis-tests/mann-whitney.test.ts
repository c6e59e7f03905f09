import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, counted, values } from "./fixtures/arbitraries.ts";
import { mannWhitney, mannWhitneyCorrected, mannWhitneyExact } from "./mann-whitney.ts";

describe.each([mannWhitney, mannWhitneyCorrected, mannWhitneyExact])("%o", (test) => {
  it("turns round when the samples are swapped, and gives the same from counts", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const { statistic, pValue, u1, u2, cliffsDelta } = test(a, b);
        const back = test(b, a);
        expect(back.statistic).toBeCloseTo(-statistic, 9);
        expect(back.pValue).toBeCloseTo(pValue, 9);
        expect(back.u1).toBe(u2);
        expect(u1 + u2).toBe(a.length * b.length);
        expect(back.cliffsDelta).toBeCloseTo(-cliffsDelta, 12);
        expect(close(test(counted(a), counted(b)).pValue, pValue)).toBe(true);
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it("uses nothing but the order", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const cubes = (sample: readonly number[]) => sample.map((value) => value ** 3);
        expect(close(test(cubes(a), cubes(b)).pValue, test(a, b).pValue)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("finds nothing where all answers are tied", () => {
    expect(test([3, 3, 3], [3, 3])).toMatchObject({ statistic: 0, pValue: 1, auc: 0.5, cliffsDelta: 0 });
    expect(test([3], [3]).pValue).toBe(1);
  });

  it("finds the chance that one beats the other", () => {
    expect(test([4, 5], [1, 2, 3])).toMatchObject({ u1: 6, u2: 0, auc: 1, cliffsDelta: 1 });
  });

  it("stops at an empty sample", () => {
    expect(() => test([], [1])).toThrow(
      new RangeError(`${test.name} requires at least 1 value in a sample, got 0`),
    );
  });
});

describe("mannWhitney", () => {
  it("has one-sided p-values that add up to 1, takes effective counts and keeps tiny p-values", () => {
    const a = { points: [1, 2, 3], counts: [10.5, 20.25, 30] };
    const b = { points: [1, 2, 3], counts: [20, 20.5, 10.25] };
    const sides = (["greater", "less"] as const).map(
      (alternative) => mannWhitney(a, b, { alternative }).pValue,
    );
    expect((sides[0] ?? NaN) + (sides[1] ?? NaN)).toBeCloseTo(1, 14);
    const many = (up: number) => ({ points: [0, 1], counts: [1e6 - up, up] });
    const { pValue } = mannWhitney(many(510000), many(490000));
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-150);
  });
});

describe("mannWhitneyCorrected", () => {
  it("never rejects sooner than without correction", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(mannWhitneyCorrected(a, b).pValue).toBeGreaterThanOrEqual(mannWhitney(a, b).pValue - 1e-15);
      }),
    );
  });
});

describe("mannWhitneyExact", () => {
  it("has the closed form of complete separation", () => {
    expect(mannWhitneyExact([4, 5, 6], [1, 2, 3], { alternative: "greater" }).pValue).toBeCloseTo(1 / 20, 14);
    expect(mannWhitneyExact([4, 5, 6], [1, 2, 3]).pValue).toBeCloseTo(2 / 20, 14);
    expect(mannWhitneyExact([4, 4], [1, 1, 1], { alternative: "less" }).pValue).toBe(1);
  });

  it("stops at fractions of answers", () => {
    expect(() => mannWhitneyExact({ points: [1], counts: [0.5] }, [1])).toThrow(
      new RangeError("mannWhitneyExact requires whole counts, got 0.5"),
    );
  });

  it("stops at more answers than doubles can rank", () => {
    expect(() => mannWhitney({ points: [1, 2], counts: [1, 1e300] }, [1, 2])).toThrow(
      new RangeError("mannWhitney requires at most 1e12 answers in a sample, got 1e+300"),
    );
  });
});
