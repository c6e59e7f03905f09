import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, counted, varying } from "./fixtures/arbitraries.ts";
import { studentT, welchT } from "./two-sample-t.ts";

describe.each([welchT, studentT])("%o", (test) => {
  it("turns round when the samples are swapped, and gives the same from counts in any order", () => {
    fc.assert(
      fc.property(varying, varying, (a, b) => {
        const { statistic, pValue } = test(a, b);
        expect(close(test(b, a).statistic, -statistic)).toBe(true);
        expect(close(test(counted(a), b.toReversed()).pValue, pValue)).toBe(true);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("does not mind the unit, and keeps its digits far from 0", () => {
    fc.assert(
      fc.property(varying, varying, (a, b) => {
        const { statistic, degreesOfFreedom } = test(a, b);
        const far = (sample: readonly number[]) => sample.map((value) => 1e9 + 8 * value);
        expect(close(test(far(a), far(b)).statistic, statistic)).toBe(true);
        expect(close(test(far(a), far(b)).degreesOfFreedom, degreesOfFreedom)).toBe(true);
      }),
    );
  });

  it("rejects 0 exactly when its interval leaves it out", () => {
    fc.assert(
      fc.property(varying, varying, (a, b) => {
        const { interval, pValue } = test(a, b, { confidenceLevel: 0.9 });
        if (Math.abs(pValue - 0.1) < 1e-9) return;
        expect(pValue < 0.1).toBe(interval.low > 0 || interval.high < 0);
      }),
    );
  });

  it("has one-sided p-values that add up to 1, and keeps the digits of tiny ones", () => {
    const far = Array.from({ length: 200 }, (_, index) => 10 + (index % 3));
    const near = Array.from({ length: 200 }, (_, index) => index % 5);
    const { pValue } = test(far, near);
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-100);
    const sides = (["greater", "less"] as const).map(
      (alternative) => test([1, 2, 4], [2, 5], { alternative }).pValue,
    );
    expect((sides[0] ?? NaN) + (sides[1] ?? NaN)).toBeCloseTo(1, 14);
  });

  it("stops where neither sample varies, and at percent", () => {
    expect(() => test([3, 3, 3], [4, 4])).toThrow(
      new RangeError(`${test.name} requires a sample that varies, got 3 and 4 throughout`),
    );
    expect(() => test([1, 2], [2, 3], { confidenceLevel: 95 })).toThrow(
      `${test.name} requires 0 < confidenceLevel < 1, got 95`,
    );
  });
});

describe("welchT", () => {
  it("has as many degrees of freedom as Student's where sizes and variances agree", () => {
    expect(welchT([1, 2, 3], [4, 5, 6]).degreesOfFreedom).toBeCloseTo(4, 12);
  });

  it("stops at single values, where Student's does not", () => {
    expect(() => welchT([1], [2, 3])).toThrow(
      "welchT requires at least 2 values in each sample, got 1 and 2",
    );
    expect(studentT([1], [2, 3]).degreesOfFreedom).toBe(1);
  });
});
