import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designMean, designMeans } from "./design-mean.ts";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { raked } from "./raked.ts";
import { surveyDesign } from "./survey-design.ts";
import { linearizedStandardError, weightedMean } from "./weighted-mean.ts";

describe("designMean", () => {
  it("of independent rows is the weighted mean with its linearised standard error", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, values }) => {
        const mean = designMean(surveyDesign({ weights }), values);
        expect(mean.value).toBeCloseTo(weightedMean(values, weights), 9);
        expect(mean.standardError).toBeCloseTo(linearizedStandardError(values, weights), 9);
        expect(mean.degreesOfFreedom).toBe(values.length - 1);
      }),
    );
  });

  it("does not change with the unit of the weights, from 1e-150 to 1e150, raked or not", () => {
    fc.assert(
      fc.property(randomSurvey, fc.integer({ min: -150, max: 150 }), (survey, exponent) => {
        const { weights, strata, clusters, values, margins } = survey;
        const one = surveyDesign({ weights, strata, clusters });
        const scaled = surveyDesign({ weights: weights.map((w) => w * 10 ** exponent), strata, clusters });
        for (const [left, right] of [
          [one, scaled],
          [raked(one, margins), raked(scaled, margins)],
        ] as const) {
          const [a, b] = [designMean(left, values), designMean(right, values)];
          expect(b.value).toBeCloseTo(a.value, 7);
          expect(b.standardError).toBeCloseTo(a.standardError, 7);
          expect(b.effectiveN / a.effectiveN).toBeCloseTo(1, 7);
        }
      }),
    );
  });

  it("turns around with the values, and widens with the level", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, clusters, values }) => {
        const design = surveyDesign({ weights, clusters });
        const there = designMean(design, values);
        const back = designMean(
          design,
          values.map((value) => -value),
        );
        expect(back.interval.low).toBeCloseTo(-there.interval.high, 9);
        const wider = designMean(design, values, { confidenceLevel: 0.99 });
        expect(wider.interval.low).toBeLessThanOrEqual(there.interval.low);
      }),
    );
  });

  it("of a domain keeps the other rows in the variance", () => {
    const design = surveyDesign({ rows: 6 });
    const inside = designMean(design, [1, 2, 3, 9, 9, 9], { domain: (row) => row < 3 });
    // √(6/5 · (1 + 0 + 1)) / 3, and not the √(3/2 · 2) / 3 of a sample of three.
    expect(inside.standardError).toBeCloseTo(Math.sqrt((6 / 5) * 2) / 3, 14);
    expect(inside).toMatchObject({ n: 3, value: 2, degreesOfFreedom: 2 });
    expect(designMean(design, [1, 2, 3, null, null, undefined])).toEqual(inside);
  });

  it("knows that rows of a cluster are no new answers", () => {
    const clusters = [1, 1, 2, 2, 3, 3, 4, 4];
    const values = [1, 1, 5, 5, 2, 2, 4, 4];
    const clustered = designMean(surveyDesign({ clusters }), values);
    expect(clustered.designEffect).toBeCloseTo((8 - 1) / (4 - 1), 12);
    expect(clustered.degreesOfFreedom).toBe(3);
  });

  it("of equal values is that value, for sure", () => {
    const mean = designMean(surveyDesign({ weights: [0.1, 0.2, 0.7] }), [0.7, 0.7, 0.7]);
    expect(mean).toMatchObject({ value: 0.7, standardError: 0, designEffect: null });
    expect(mean.effectiveN).toBeCloseTo(1 / 0.54, 12);
  });

  it("stops where there is nothing to say", () => {
    const design = surveyDesign({ clusters: [1, 1, 2, 2] });
    expect(() => designMean(design, [1, 2, null, null])).toThrow(
      new RangeError(
        "designMean requires a domain with two clusters in one of its strata, got 0 degrees of freedom",
      ),
    );
    expect(() => designMean(design, [1, null, null, null])).toThrow(
      new RangeError("designMean requires at least 2 rows with values in the domain, got 1"),
    );
    expect(() => designMean(design, [1, 2])).toThrow(
      new RangeError("designMean requires a value or null for each of 4 rows, got 2"),
    );
    expect(() => designMean(design, [1, 2, NaN, 4])).toThrow(
      new RangeError("designMean requires finite values (below 1e150) or null, got NaN at 2"),
    );
    for (const confidenceLevel of [95, 0, 1, NaN]) {
      expect(() => designMean(design, [1, 2, 3, 4], { confidenceLevel })).toThrow(RangeError);
    }
  });

  it("designMeans gives each mean and what they have to do with each other", () => {
    const design = surveyDesign({ weights: [1, 2, 3, 4] });
    const values = [1, 2, 4, 8];
    const { estimates, covariance } = designMeans(design, [
      { values },
      { values: values.map((value) => 10 - value) },
    ]);
    expect(estimates[0]).toEqual(designMean(design, values));
    expect(covariance[0]![1]).toBeCloseTo(-covariance[0]![0]!, 12);
  });
});
