import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kishEffectiveSize, linearizedStandardError, weightedMean } from "./weighted-mean.ts";
import { weightedPointSummary } from "./weighted-point-summary.ts";

describe("weightedPointSummary", () => {
  it("gives what the single responses give", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const values = given.map(([value]) => value);
        const weights = given.map(([, weight]) => weight);
        const summary = tallied(given);
        expect(summary.n).toBe(given.length);
        expect(summary.mean).toBeCloseTo(weightedMean(values, weights), 10);
        expect(summary.standardError).toBeCloseTo(linearizedStandardError(values, weights), 10);
        expect(summary.effectiveN).toBeCloseTo(kishEffectiveSize(weights), 9);
      }),
    );
  });

  it("does not change when all weights are multiplied", () => {
    fc.assert(
      fc.property(rows, fc.double({ min: -150, max: 150, noNaN: true }), (given, exponent) => {
        const one = tallied(given);
        const scaled = tallied(given.map(([value, weight]) => [value, weight * 10 ** exponent]));
        for (const key of ["mean", "variance", "standardError", "effectiveN"] as const)
          expect(scaled[key]).toBeCloseTo(one[key] ?? NaN, 8);
      }),
    );
  });

  it("without weights is the mean, the sample variance and s/√n, exactly 1 as design effect", () => {
    const { mean, variance, standardError, effectiveN, designEffect } = weightedPointSummary({
      points: [1, 2, 3, 4, 5],
      counts: [0, 1, 0, 2, 1],
    });
    expect(mean).toBe(3.75);
    expect(variance).toBeCloseTo(4.75 / 3, 14);
    expect(standardError).toBeCloseTo(Math.sqrt(4.75 / 12), 14);
    expect([effectiveN, designEffect]).toEqual([4, expect.closeTo(1, 14)]);
  });

  it("says null where n is too small, never 0 or NaN", () => {
    expect(weightedPointSummary({ points: [0, 1], counts: [0, 0] })).toEqual({
      n: 0,
      mean: null,
      variance: null,
      standardError: null,
      effectiveN: 0,
      designEffect: null,
    });
    expect(weightedPointSummary({ points: [0, 1], counts: [0, 1] })).toEqual({
      n: 1,
      mean: 1,
      variance: null,
      standardError: null,
      effectiveN: 1,
      designEffect: null,
    });
    expect(weightedPointSummary({ points: [0, 1], counts: [0, 9] })).toMatchObject({
      variance: 0,
      designEffect: null,
    });
  });

  it("finds the mean of equal answers exactly, whatever the weights", () => {
    expect(
      weightedPointSummary({
        points: [0.1, 0.7],
        counts: [0, 3],
        weightSums: [0, 0.3],
        weightSquareSums: [0, 0.03],
      }),
    ).toMatchObject({ mean: 0.7, variance: 0, standardError: 0 });
  });

  it("rather stops than say what squares of tiny or huge weights no longer know", () => {
    const summary = (weight: number) =>
      weightedPointSummary({
        points: [0, 1],
        counts: [1, 1],
        weightSums: [weight, weight],
        weightSquareSums: [weight * weight, weight * weight],
      });
    expect(summary(1e-150).effectiveN).toBe(2);
    expect(() => summary(1e-200)).toThrow(
      new RangeError(
        "weightedPointSummary requires Σw² ≥ 1e-306 (give weights another unit: smaller squares are rounded away), got 0",
      ),
    );
    expect(() => summary(1e200)).toThrow(
      new RangeError("weightedPointSummary requires finite weightSquareSums ≥ 0, got Infinity at 0"),
    );
  });

  it("finds one huge weight to be one answer", () => {
    const one = weightedPointSummary({
      points: [0, 1],
      counts: [1, 9],
      weightSums: [1e140, 9],
      weightSquareSums: [1e280, 9],
    });
    expect(one).toMatchObject({ mean: expect.closeTo(0, 12), effectiveN: expect.closeTo(1, 12) });
  });

  it("stops at sums that do not fit, naming them", () => {
    expect(() => weightedPointSummary({ points: [0, 1], counts: [1] })).toThrow(
      new RangeError("weightedPointSummary requires one of counts for each point, got 1 for 2 points"),
    );
    expect(() => weightedPointSummary({ points: [0, 1], counts: [1, -1] })).toThrow(
      new RangeError("weightedPointSummary requires finite counts ≥ 0, got -1 at 1"),
    );
    expect(() =>
      weightedPointSummary({ points: [0], counts: [2], weightSums: [3], weightSquareSums: [0] }),
    ).toThrow(new RangeError("weightedPointSummary requires (Σw)² ≤ n · Σw², got Σw = 3, Σw² = 0, n = 2"));
    expect(() => weightedPointSummary({ points: [NaN], counts: [1] })).toThrow(RangeError);
    expect(() => weightedPointSummary({ points: [0], counts: [1], weightSums: [1] })).toThrow(
      new RangeError(
        "weightedPointSummary requires weightSums and weightSquareSums together, got weightSums alone",
      ),
    );
  });
});

const rows = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 10 }), fc.double({ min: 0.01, max: 100, noNaN: true })),
  {
    minLength: 2,
    maxLength: 40,
  },
);

function tallied(given: readonly (readonly [number, number])[]) {
  const points = [...new Set(given.map(([value]) => value))];
  const total = (pick: (weight: number) => number) =>
    points.map((point) =>
      given.reduce((sum, [value, weight]) => sum + (value === point ? pick(weight) : 0), 0),
    );
  return weightedPointSummary({
    points,
    counts: total(() => 1),
    weightSums: total((weight) => weight),
    weightSquareSums: total((weight) => weight * weight),
  });
}
