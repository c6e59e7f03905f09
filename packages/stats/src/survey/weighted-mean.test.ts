import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kishEffectiveSize, linearizedStandardError, weightedMean } from "./weighted-mean.ts";

describe("weighted means", () => {
  it("are the same whatever the unit of the weights, to the ends of the range of doubles", () => {
    const values = [1, 2, 5];
    const weights = [1, 2, 1.5];
    for (const unit of [1e-300, 1e-160, 1e160, 8e307]) {
      const scaled = weights.map((weight) => weight * unit);
      expect(weightedMean(values, scaled)).toBeCloseTo(weightedMean(values, weights), 12);
      expect(linearizedStandardError(values, scaled)).toBeCloseTo(
        linearizedStandardError(values, weights),
        12,
      );
      expect(kishEffectiveSize(scaled)).toBeCloseTo(kishEffectiveSize(weights), 12);
    }
    expect(kishEffectiveSize([5e-324, 5e-324])).toBe(2);
    expect(kishEffectiveSize([1e-300, 1e300])).toBe(1);
  });

  it("do not change when all weights are multiplied, nor with the order", () => {
    fc.assert(
      fc.property(rows, fc.double({ min: -150, max: 150, noNaN: true }), (given, exponent) => {
        const values = given.map(([value]) => value);
        const weights = given.map(([, weight]) => weight);
        const scaled = weights.map((weight) => weight * 10 ** exponent);
        expect(weightedMean(values, scaled)).toBeCloseTo(weightedMean(values, weights), 9);
        expect(weightedMean(values.toReversed(), weights.toReversed())).toBeCloseTo(
          weightedMean(values, weights),
          9,
        );
        expect(linearizedStandardError(values, scaled)).toBeCloseTo(
          linearizedStandardError(values, weights),
          9,
        );
        expect(kishEffectiveSize(scaled)).toBeCloseTo(kishEffectiveSize(weights), 9);
        expect(kishEffectiveSize(weights)).toBeLessThanOrEqual(weights.length + 1e-9);
        expect(kishEffectiveSize(weights)).toBeGreaterThanOrEqual(1 - 1e-9);
      }),
    );
  });

  it("survive values that are large next to their spread", () => {
    expect(weightedMean([1e9 + 1, 1e9 + 2, 1e9 + 3], [0.1, 0.1, 0.1])).toBe(1e9 + 2);
    expect(linearizedStandardError([1e9 + 1, 1e9 + 2, 1e9 + 3], [1, 1, 1])).toBeCloseTo(1 / Math.sqrt(3), 12);
  });

  it("stop at lists that do not fit and at impossible weights, naming them", () => {
    expect(() => weightedMean([1, 2], [1])).toThrow(
      new RangeError("weightedMean requires one weight for each value, got 2 values and 1 weights"),
    );
    expect(() => weightedMean([1, NaN], [1, 1])).toThrow(
      new RangeError("weightedMean requires finite values, got NaN at 1"),
    );
    expect(() => weightedMean([1, 2], [1, -1])).toThrow(
      new RangeError("weightedMean requires finite weights ≥ 0, got -1 at 1"),
    );
    expect(() => weightedMean([], [])).toThrow(RangeError);
    expect(() => linearizedStandardError([1], [1])).toThrow(
      new RangeError("linearizedStandardError requires at least 2 values, got 1"),
    );
    expect(() => kishEffectiveSize([0, 0])).toThrow(
      new RangeError("kishEffectiveSize requires a weight above 0, got 0"),
    );
  });
});

const rows = fc.array(
  fc.tuple(fc.integer({ min: -100, max: 100 }), fc.double({ min: 0.01, max: 100, noNaN: true })),
  { minLength: 2, maxLength: 30 },
);
