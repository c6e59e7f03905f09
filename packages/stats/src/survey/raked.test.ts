import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrated, marginAuxiliaries } from "./calibrated.ts";
import { designMean } from "./design-mean.ts";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { raked } from "./raked.ts";
import { surveyDesign } from "./survey-design.ts";
import { weightSummary } from "./weight-summary.ts";

describe("raked", () => {
  it("meets all margins, and gives the weights that calibration by raking distance gives", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, margins }) => {
        const design = raked(surveyDesign({ weights }), margins);
        const summary = weightSummary(design);
        expect(summary.maxMarginError).toBeLessThan(1e-10);
        expect(summary.marginsHold).toBe(true);
        const other = calibrated(
          surveyDesign({ weights }),
          margins.flatMap((margin) => marginAuxiliaries(margin)),
        );
        design.weights.forEach((weight, row) => expect(weight / other.weights[row]!).toBeCloseTo(1, 8));
      }),
    );
  });

  it("lets base weights count within a cell", () => {
    const margins = [
      { name: "tier", categories: ["a", "a", "b"], totals: { a: 10, b: 10 } },
      { name: "region", categories: ["n", "n", "n"], totals: { n: 20 } },
    ];
    const { weights } = raked(surveyDesign({ weights: [1, 4, 2] }), margins);
    expect([...weights].map((weight) => weight.toFixed(9))).toEqual([
      "2.000000000",
      "8.000000000",
      "10.000000000",
    ]);
  });

  it("knows more than its weights taken as given, where the margins explain the values", () => {
    const categories = ["a", "a", "a", "b", "b", "b"];
    const design = raked(surveyDesign({ rows: 6 }), [{ name: "tier", categories, totals: { a: 30, b: 70 } }]);
    const values = [9, 10, 8, 2, 3, 1];
    const fixed = surveyDesign({ weights: design.weights });
    expect(designMean(design, values).value).toBeCloseTo(designMean(fixed, values).value, 12);
    expect(designMean(design, values).standardError).toBeLessThan(
      0.5 * designMean(fixed, values).standardError,
    );
  });

  it("does not depend on the order of rows, nor on the unit of base weights", () => {
    fc.assert(
      fc.property(randomSurvey, fc.integer({ min: -150, max: 150 }), ({ weights, margins }, exponent) => {
        const one = raked(surveyDesign({ weights }), margins).weights;
        const scaled = raked(
          surveyDesign({ weights: weights.map((weight) => weight * 10 ** exponent) }),
          margins,
        );
        scaled.weights.forEach((weight, row) => expect(weight / one[row]!).toBeCloseTo(1, 9));
        const turned = raked(
          surveyDesign({ weights: weights.toReversed() }),
          margins.map((margin) => ({ ...margin, categories: Array.from(margin.categories).toReversed() })),
        );
        turned.weights.toReversed().forEach((weight, row) => expect(weight / one[row]!).toBeCloseTo(1, 9));
      }),
    );
  });

  it("says which category it cannot meet, and by how much", () => {
    const margins = [
      { name: "tier", categories: ["a", "b"], totals: { a: 60, b: 40 } },
      { name: "region", categories: ["n", "s"], totals: { n: 50, s: 50 } },
    ];
    expect(() => raked(surveyDesign({ rows: 2 }), margins)).toThrow(
      new RangeError(
        "raked requires margins that the sample can meet to 1e-12 within 2000 iterations, got b of margin tier off by 25.0 %",
      ),
    );
    const two = surveyDesign({ rows: 2 });
    expect(() => raked(two, margins, { tolerance: 0.5 })).toThrow(RangeError);
    expect(() => raked(two, margins, { maxIterations: 0 })).toThrow(RangeError);
  });
});
