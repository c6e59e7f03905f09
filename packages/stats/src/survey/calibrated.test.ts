import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrated, marginAuxiliaries } from "./calibrated.ts";
import { linearDistance, logitDistance, truncatedLinearDistance } from "./calibration-distance.ts";
import { designTotal } from "./design-total.ts";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { surveyDesign } from "./survey-design.ts";
import { weightSummary } from "./weight-summary.ts";

const design = surveyDesign({ weights: [1, 2, 1, 2, 1] });
const count = { name: "head count", values: [1, 1, 1, 1, 1], total: 8 };
const age = { name: "age", values: [20, 30, 40, 50, 60], total: 330 };

describe("calibrated", () => {
  it("meets all totals, of categories and of quantities", () => {
    fc.assert(
      fc.property(randomSurvey, ({ weights, values, margins }) => {
        const start = surveyDesign({ weights });
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const auxiliaries = [
          ...margins.flatMap((margin) => marginAuxiliaries(margin)),
          { name: "value", values, total: 1000 * mean },
        ];
        const fitted = calibrated(start, auxiliaries, { distance: linearDistance });
        expect(weightSummary(fitted).maxMarginError).toBeLessThan(Math.abs(mean) > 0 ? 1e-8 : 1e-4);
      }),
    );
  });

  it("leaves weights that meet the totals already", () => {
    const { weights } = calibrated(design, [
      { ...count, total: 7 },
      { ...age, total: 280 },
    ]);
    weights.forEach((weight, row) => expect(weight).toBeCloseTo(design.weights[row]!, 12));
  });

  it("keeps the ratios of weights within the bounds of its distance", () => {
    for (const distance of [
      logitDistance({ lower: 0.8, upper: 1.6 }),
      truncatedLinearDistance({ lower: 0.8, upper: 1.6 }),
    ]) {
      const fitted = calibrated(design, [count, age], { distance });
      expect(weightSummary(fitted).marginsHold).toBe(true);
      fitted.weights.forEach((weight, row) => {
        expect(weight / design.weights[row]!).toBeGreaterThan(0.8 - 1e-12);
        expect(weight / design.weights[row]!).toBeLessThan(1.6 + 1e-12);
      });
    }
  });

  it("leaves no error in a total that it was fitted to", () => {
    const total = designTotal(calibrated(design, [count, age]), age.values);
    expect(total.value).toBeCloseTo(330, 8);
    expect(total.standardError).toBeLessThan(1e-9);
  });

  it("puts up with auxiliaries that say the same twice, and stops at those that contradict each other", () => {
    const twice = { name: "again", values: [2, 2, 2, 2, 2], total: 16 };
    const once = calibrated(design, [count, age]).weights;
    calibrated(design, [count, age, twice]).weights.forEach((weight, row) =>
      expect(weight).toBeCloseTo(once[row]!, 9),
    );
    expect(() => calibrated(design, [count, { ...twice, total: 17 }])).toThrow(
      new RangeError(
        "calibrated requires totals that agree where auxiliaries depend on each other, got another for again",
      ),
    );
  });

  it("says which total no weights within the bounds meet", () => {
    const distance = logitDistance({ lower: 0.9, upper: 1.1 });
    expect(() => calibrated(design, [count, { ...age, total: 400 }], { distance })).toThrow(
      /^calibrated requires totals that weights within the bounds can meet to 1e-11, got (head count|age) off by/,
    );
  });

  it("stops at columns that are none", () => {
    expect(() => calibrated(design, [])).toThrow(
      new RangeError("calibrated requires an auxiliary variable, got 0"),
    );
    expect(() => calibrated(design, [{ ...age, values: [1] }])).toThrow(
      new RangeError("calibrated requires a value for each of 5 rows, got 1 of age"),
    );
    expect(() => calibrated(design, [{ ...age, values: [1, 2, NaN, 4, 5] }])).toThrow(
      new RangeError("calibrated requires finite values, got NaN of age at 2"),
    );
    expect(() => calibrated(design, [{ ...age, total: Infinity }])).toThrow(RangeError);
  });

  it("marginAuxiliaries makes one indicator of each category", () => {
    const [pro, free] = marginAuxiliaries({
      name: "tier",
      categories: ["pro", "free", "pro"],
      totals: { free: 6, pro: 4 },
    });
    expect(Array.from(pro!.values)).toEqual([1, 0, 1]);
    expect([free?.name, free?.total]).toEqual(["tier: free", 6]);
  });
});
