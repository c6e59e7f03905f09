import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designMean } from "./design-mean.ts";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { postStratified } from "./post-stratified.ts";
import { surveyDesign } from "./survey-design.ts";

describe("postStratified", () => {
  it("meets its margin and keeps the ratios of weights within a category", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, margins: [margin] }) => {
        const fitted = postStratified(surveyDesign({ weights }), margin).weights;
        for (const [category, total] of Object.entries(margin.totals)) {
          const rows = weights.flatMap((_, row) => (margin.categories[row] === category ? [row] : []));
          expect(rows.reduce((sum, row) => sum + fitted[row]!, 0)).toBeCloseTo(total, 9);
          const factors = rows.map((row) => fitted[row]! / weights[row]!);
          expect(Math.max(...factors) / Math.min(...factors)).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it("leaves no sampling error in what the margin fixes", () => {
    const margin = { name: "tier", categories: ["a", "a", "b", "b"], totals: { a: 60, b: 40 } };
    const design = postStratified(surveyDesign({ weights: [1, 2, 3, 4] }), margin);
    const fixed = designMean(design, [1, 1, 0, 0]);
    expect(fixed.value).toBeCloseTo(0.6, 14);
    expect(fixed.standardError).toBeLessThan(1e-15);
    expect(designMean(design, [1, 0, 0, 0]).standardError).toBeGreaterThan(0.01);
  });

  it("leaves the design that it was given as it is", () => {
    const design = surveyDesign({ rows: 2 });
    postStratified(design, { name: "tier", categories: ["a", "b"], totals: { a: 6, b: 4 } });
    expect([...design.weights]).toEqual([1, 1]);
    expect(design.adjustments).toEqual([]);
  });
});
