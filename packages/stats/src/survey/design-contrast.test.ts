import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designContrast } from "./design-contrast.ts";
import { designMean, designMeans } from "./design-mean.ts";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { surveyDesign } from "./survey-design.ts";

describe("designContrast", () => {
  it("of two items is the mean of their differences, with its error", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, strata, clusters, values }) => {
        const design = surveyDesign({ weights, strata, clusters });
        const other = values.toReversed();
        const means = designMeans(design, [{ values }, { values: other }]);
        const contrast = designContrast(means, [1, -1]);
        const single = designMean(
          design,
          values.map((value, row) => value - other[row]!),
        );
        expect(contrast.value).toBeCloseTo(single.value, 8);
        expect(contrast.standardError).toBeCloseTo(single.standardError, 5);
        expect(contrast.degreesOfFreedom).toBe(single.degreesOfFreedom);
      }),
    );
  });

  it("of a mean with itself is 0, for sure", () => {
    const means = designMeans(surveyDesign({ rows: 3 }), [{ values: [1, 2, 6] }, { values: [1, 2, 6] }]);
    expect(designContrast(means, [1, -1])).toMatchObject({ value: 0, standardError: 0 });
  });

  it("stops at coefficients that do not fit", () => {
    const means = designMeans(surveyDesign({ rows: 3 }), [{ values: [1, 2, 6] }]);
    expect(() => designContrast(means, [1, -1])).toThrow(
      new RangeError("designContrast requires a finite coefficient for each of 1 means, got 1, -1"),
    );
    expect(() => designContrast(means, [NaN])).toThrow(RangeError);
    expect(() => designContrast(means, [1], { confidenceLevel: 95 })).toThrow(RangeError);
  });
});
