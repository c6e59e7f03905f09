import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  excessKurtosis,
  interquartileRange,
  mean,
  median,
  medianAbsoluteDeviation,
  populationVariance,
  quantile,
  sampleCovariance,
  sampleStandardDeviation,
  sampleVariance,
  skewness,
  trimmedMean,
} from "./descriptive.ts";

describe("descriptive statistics", () => {
  it("keep their digits far from 0", () => {
    const steps = [0, ...Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? -1 : 1))];
    const spreadOf = (offset: number, step: number): number =>
      sampleStandardDeviation(steps.map((sign) => offset + sign * step));
    expect(spreadOf(10_000_000, 1)).toBe(1);
    expect(spreadOf(1_000_000.2, 0.1)).toBeCloseTo(0.1, 9);
    expect(spreadOf(10_000_000.2, 0.1)).toBeCloseTo(0.1, 8);
  });

  it("move with the values and stretch with them", () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), (list, by) => {
        const moved = list.map((value) => value + by);
        expect(median(moved)).toBeCloseTo(median(list) + by, 9);
        expect(trimmedMean(moved, 0.2)).toBeCloseTo(trimmedMean(list, 0.2) + by, 9);
        expect(interquartileRange(moved)).toBeCloseTo(interquartileRange(list), 9);
        expect(medianAbsoluteDeviation(moved.map((value) => -2 * value))).toBeCloseTo(
          2 * medianAbsoluteDeviation(list),
          9,
        );
        expect(sampleCovariance(list, moved)).toBeCloseTo(sampleVariance(list), 6);
        expect(populationVariance(list) * list.length).toBeCloseTo(
          sampleVariance(list) * (list.length - 1),
          6,
        );
        fc.pre(list.some((value) => value !== list[0]));
        expect(skewness(list.map((value) => -value))).toBeCloseTo(-skewness(list), 9);
        expect(excessKurtosis(list.map((value) => -value))).toBeCloseTo(excessKurtosis(list), 9);
      }),
    );
  });

  it("take typed arrays and lists of one", () => {
    expect(mean(Float32Array.of(1, 2, 6))).toBe(3);
    expect([populationVariance([7]), median([7]), interquartileRange([7]), trimmedMean([7], 0.4)]).toEqual([
      0, 7, 0, 7,
    ]);
    expect(
      trimmedMean(
        Array.from({ length: 100 }, (_, index) => index ** 2),
        0.29,
      ),
    ).toBe(mean(Array.from({ length: 42 }, (_, index) => (index + 29) ** 2)));
  });

  it("leave their argument alone", () => {
    expect(quantile(Object.freeze([3, 1, 2]), 0.5)).toBe(2);
  });

  it("stop at too few values, at holes and at percentages, naming them", () => {
    expect(() => mean([])).toThrow(new RangeError("mean requires at least 1 value, got 0"));
    expect(() => sampleVariance([1])).toThrow(
      new RangeError("sampleVariance requires at least 2 values, got 1"),
    );
    expect(() => mean([1, NaN])).toThrow(new RangeError("mean requires finite values, got NaN at 1"));
    expect(() => skewness([2, 2, 2])).toThrow(
      new RangeError("skewness requires values that differ, got 2 only"),
    );
    expect(() => excessKurtosis([1, 2, 3])).toThrow(RangeError);
    expect(() => trimmedMean([1], 0.5)).toThrow(
      new RangeError("trimmedMean requires 0 ≤ share < 0.5, got 0.5"),
    );
    expect(() => sampleCovariance([1, 2], [1])).toThrow(
      new RangeError("sampleCovariance requires lists of one length, got 2 and 1"),
    );
    for (const [name, of] of Object.entries({
      mean,
      sampleVariance,
      sampleStandardDeviation,
      skewness,
      excessKurtosis,
    }))
      expect(() => of([1.7e308, 1.7e308, -1e300, 1.7e308])).toThrow(
        new RegExp(`^${name} requires values whose sums and powers are finite, got (NaN|Infinity)`),
      );
    expect(() => quantile([1], 50)).toThrow(new RangeError("quantile requires 0 ≤ p ≤ 1, got 50"));
  });
});
