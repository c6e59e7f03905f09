import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kishEffectiveSize, linearizedStandardError, weightedMean } from "./weighted-mean.ts";
import { weightedPointSummary } from "./weighted-point-summary.ts";

describe("weightedPointSummary", () => {
  // Witness: R 4.2.2, survey 4.1.1, svymean(deff = "replace")
  it("agrees with R's survey package in mean, standard error, effective base and design effect", () => {
    const { cases, data } = survey();
    for (const { input, expected } of cases)
      for (const [index, item] of (["nps", "top2", "ltr"] as const).entries()) {
        const summary = tallied(
          data[item].map((value, row) => [value, input.weights ? (data.w0[row] ?? NaN) : 1]),
        );
        expect(summary.mean).toBeCloseTo(expected.mean[index] ?? NaN, 10);
        expect(summary.standardError).toBeCloseTo(expected.se[index] ?? NaN, 10);
        expect(summary.designEffect).toBeCloseTo(expected.deffReplace[index] ?? NaN, 10);
        expect(summary.effectiveN).toBeCloseTo(expected.kishNeff, 10);
      }
  });

  // Witness: mpmath 1.2.1; standard error of survey::svymean
  it("gives the linearised standard error of a weighted NPS", () => {
    const { cases } = JSON.parse(
      readFileSync(new URL("../fixtures/net-weighted.json", import.meta.url), "utf8"),
    ) as { cases: WeightedNet[] };
    for (const { input, expected } of cases) {
      const { ratings, weights } = input;
      const score = (rating: number) => (rating >= 9 ? 1 : rating >= 7 ? 0 : -1);
      const summary = tallied(ratings.map((rating, row) => [score(rating), weights[row] ?? NaN]));
      expect(summary.mean).toBeCloseTo(expected.nps / 100, 12);
      expect(summary.standardError).toBeCloseTo(expected.linearizedSE / 100, 12);
      expect(summary.effectiveN).toBeCloseTo(expected.kishNeff, 10);
    }
  });

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
      fc.property(rows, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (given, factor) => {
        const one = tallied(given);
        const scaled = tallied(given.map(([value, weight]) => [value, weight * factor]));
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

interface WeightedNet {
  readonly input: { readonly ratings: readonly number[]; readonly weights: readonly number[] };
  readonly expected: { readonly nps: number; readonly linearizedSE: number; readonly kishNeff: number };
}

interface Survey {
  readonly cases: readonly {
    readonly input: { readonly weights?: string };
    readonly expected: {
      readonly mean: readonly number[];
      readonly se: readonly number[];
      readonly deffReplace: readonly number[];
      readonly kishNeff: number;
    };
  }[];
  readonly data: Readonly<Record<"nps" | "top2" | "ltr" | "w0", readonly number[]>>;
}

function survey(): Survey {
  return JSON.parse(
    readFileSync(new URL("../fixtures/survey-weighting.json", import.meta.url), "utf8"),
  ) as Survey;
}
