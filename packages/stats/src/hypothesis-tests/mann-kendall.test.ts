import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close } from "./fixtures/arbitraries.ts";
import { kendallTauB } from "./kendall-tau.ts";
import { mannKendall, theilSenSlope } from "./mann-kendall.ts";

const series = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 20 });

describe("mannKendall", () => {
  it("turns round with the series, uses nothing but the order, and has Kendall's τ", () => {
    fc.assert(
      fc.property(series, (values) => {
        fc.pre(new Set(values).size > 1);
        const { statistic, pValue, tau } = mannKendall(values);
        expect(mannKendall(values.toReversed()).statistic).toBeCloseTo(-statistic, 12);
        expect(mannKendall(values.map((value) => value ** 3)).pValue).toBeCloseTo(pValue, 12);
        const times = values.map((_, index) => index);
        expect(close(tau, kendallTauB({ first: times, second: values }).correlation)).toBe(true);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("finds nothing where nothing changes", () => {
    expect(mannKendall([5, 5, 5, 5])).toMatchObject({ statistic: 0, pValue: 1, tau: 0 });
  });

  it("sees a rising series as greater", () => {
    const rising = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(mannKendall(rising, { alternative: "greater" }).pValue).toBeLessThan(0.001);
    expect(mannKendall(rising, { alternative: "less" }).pValue).toBeGreaterThan(0.999);
  });

  it("stops at two values and at holes", () => {
    expect(() => mannKendall([1, 2])).toThrow(
      new RangeError("mannKendall requires at least 3 values, got 2"),
    );
    expect(() => mannKendall([1, NaN, 2])).toThrow("mannKendall requires finite values, got NaN at 1");
  });
});

describe("theilSenSlope", () => {
  it("follows the unit of values and times, and turns round with the series", () => {
    fc.assert(
      fc.property(series, (values) => {
        const { slope, interval } = theilSenSlope(values);
        const times = values.map((_, index) => 100 + 4 * index);
        const scaled = theilSenSlope(
          values.map((value) => 8 * value),
          times,
        );
        expect(close(scaled.slope, 2 * slope)).toBe(true);
        expect(close(theilSenSlope(values.map((value) => -value)).slope, -slope)).toBe(true);
        expect(interval.low).toBeLessThanOrEqual(slope);
        expect(interval.high).toBeGreaterThanOrEqual(slope);
      }),
    );
  });

  it("is not moved by one odd wave, and has no width on a constant series", () => {
    expect(theilSenSlope([1, 2, 3, 4, 500, 6, 7, 8, 9]).slope).toBe(1);
    expect(theilSenSlope([4, 4, 4, 4])).toEqual({ slope: 0, intercept: 4, interval: { low: 0, high: 0 } });
  });

  it("has a wider interval at a higher level", () => {
    const values = [31, 33, 30, 35, 38, 36, 40, 41, 39, 44];
    const wide = theilSenSlope(values, undefined, { confidenceLevel: 0.99 }).interval;
    const narrow = theilSenSlope(values, undefined, { confidenceLevel: 0.8 }).interval;
    expect(wide.high - wide.low).toBeGreaterThan(narrow.high - narrow.low);
  });

  it("stops at times that do not differ", () => {
    expect(() => theilSenSlope([1, 2, 3], [1, 1, 1])).toThrow(
      new RangeError("theilSenSlope requires a finite time for each value, not all equal, got 1,1,1"),
    );
    expect(() => theilSenSlope([1, 2, 3], [1, 2])).toThrow(RangeError);
  });
});
