import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designMean } from "./design-mean.ts";
import { designRatio } from "./design-ratio.ts";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { surveyDesign } from "./survey-design.ts";

describe("designRatio", () => {
  it("to 1 is the mean", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, strata, clusters, values }) => {
        const design = surveyDesign({ weights, strata, clusters });
        const ones = values.map(() => 1);
        const [ratio, mean] = [designRatio(design, values, ones), designMean(design, values)];
        expect(ratio.value).toBeCloseTo(mean.value, 9);
        expect(ratio.standardError).toBeCloseTo(mean.standardError, 9);
      }),
    );
  });

  it("turns over with its parts, with the same relative error", () => {
    const design = surveyDesign({ weights: [1, 2, 1, 3] });
    const [orders, complaints] = [
      [4, 10, 6, 8],
      [1, 2, 3, 1],
    ] as const;
    const [there, back] = [designRatio(design, complaints, orders), designRatio(design, orders, complaints)];
    expect(there.value * back.value).toBeCloseTo(1, 14);
    expect(there.standardError / there.value).toBeCloseTo(back.standardError / back.value, 14);
  });

  it("takes rows with both values", () => {
    const design = surveyDesign({ rows: 4 });
    expect(designRatio(design, [1, null, 2, 3], [2, 2, null, 4])).toMatchObject({ n: 2, value: 4 / 6 });
  });

  it("stops at a denominator that sums to nothing", () => {
    expect(() => designRatio(surveyDesign({ rows: 2 }), [1, 2], [1, -1])).toThrow(
      new RangeError("designRatio requires a denominator that does not sum to 0, got 0"),
    );
  });
});
