import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designDifference } from "./design-difference.ts";
import { designMean } from "./design-mean.ts";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { surveyDesign } from "./survey-design.ts";

describe("designDifference", () => {
  const groups = { a: (row: number) => row % 2 === 0, b: (row: number) => row % 2 === 1 };

  it("turns around with its groups, and its test with its interval", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, clusters, values }) => {
        const design = surveyDesign({ weights, clusters });
        const there = designDifference(design, values, groups);
        const back = designDifference(design, values, { a: groups.b, b: groups.a });
        expect(back.difference).toBeCloseTo(-there.difference, 9);
        expect(back.pValue).toBeCloseTo(there.pValue, 9);
        const excluded = there.interval.low > 0 || there.interval.high < 0;
        expect(excluded).toBe(there.pValue < 0.05);
      }),
    );
  });

  it("of a group with the whole that it is part of knows what they share", () => {
    const design = surveyDesign({ rows: 8 });
    const values = [9, 7, 8, 6, 1, 2, 3, 2];
    const whole = designDifference(design, values, { a: (row) => row < 4, b: () => true });
    const rest = designDifference(design, values, { a: (row) => row < 4, b: (row) => row >= 4 });
    expect(whole.difference).toBeCloseTo(rest.difference / 2, 12);
    expect(whole.statistic).toBeGreaterThan(2);
  });

  it("is smaller in error where clusters hold both groups", () => {
    const values = [9, 8, 5, 4, 2, 1, 7, 6];
    const clusters = [1, 1, 2, 2, 3, 3, 4, 4];
    const apart = designDifference(surveyDesign({ rows: 8 }), values, groups);
    const together = designDifference(surveyDesign({ clusters }), values, groups);
    expect(together.difference).toBe(apart.difference);
    expect(together.standardError).toBeLessThan(0.1 * apart.standardError);
    expect(together.degreesOfFreedom).toBe(2);
  });

  it("between groups without variation is sure, or nothing", () => {
    const design = surveyDesign({ rows: 4 });
    expect(designDifference(design, [3, 1, 3, 1], groups)).toMatchObject({ difference: 2, standardError: 0 });
    expect(designDifference(design, [3, 1, 3, 1], groups).pValue).toBeLessThan(1e-300);
    expect(designDifference(design, [1, 1, 1, 1], groups)).toMatchObject({ difference: 0, pValue: 1 });
  });

  it("stops where a group says too little", () => {
    const design = surveyDesign({ rows: 3 });
    expect(() => designDifference(design, [1, 2, 3], groups)).toThrow(
      new RangeError("designDifference requires at least 2 rows with values in the domain, got 1"),
    );
    expect(designMean(design, [1, 2, 3]).value).toBe(2);
  });
});
