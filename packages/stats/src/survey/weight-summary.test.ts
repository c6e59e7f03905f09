import { describe, expect, it } from "vitest";
import { calibrated } from "./calibrated.ts";
import { postStratified } from "./post-stratified.ts";
import { surveyDesign } from "./survey-design.ts";
import { kishEffectiveSize } from "./weighted-mean.ts";
import { weightSummary } from "./weight-summary.ts";

describe("weightSummary", () => {
  it("says what weights cost: Kish's design effect is 1 + their squared coefficient of variation", () => {
    const weights = [1, 1, 2, 4];
    const summary = weightSummary(surveyDesign({ weights }));
    expect(summary).toMatchObject({ rows: 4, sum: 8, min: 1, max: 4, maxMarginError: 0, marginsHold: true });
    expect(summary.effectiveSize).toBeCloseTo(kishEffectiveSize(weights), 12);
    expect(summary.designEffect).toBeCloseTo(1 + summary.coefficientOfVariation ** 2, 14);
    expect(summary.coefficientOfVariation).toBeCloseTo(Math.sqrt(1.5) / 2, 14);
  });

  it("does not change with the unit of the weights", () => {
    for (const unit of [1e-240, 1e240]) {
      const { effectiveSize } = weightSummary(surveyDesign({ weights: [unit, unit, 2 * unit] }));
      expect(effectiveSize).toBeCloseTo(8 / 3, 12);
    }
  });

  it("lists every target with what became of it, also of a total of 0", () => {
    const margin = { name: "tier", categories: ["a", "b", "b"], totals: { a: 6, b: 4 } };
    const balance = { name: "balance", values: [-1, 1, 1], total: 0 };
    const design = calibrated(postStratified(surveyDesign({ rows: 3 }), margin), [
      balance,
      { name: "head count", values: [1, 1, 1], total: 10 },
    ]);
    const { targets, marginsHold } = weightSummary(design);
    expect(targets.map(({ name, category, total }) => [name, category, total])).toEqual([
      ["tier", "a", 6],
      ["tier", "b", 4],
      ["balance", null, 0],
      ["head count", null, 10],
    ]);
    // Five on either side: the second fit undid the first.
    expect(targets.map(({ achieved }) => achieved.toFixed(6).replace("-0.0", "0.0"))).toEqual([
      "5.000000",
      "5.000000",
      "0.000000",
      "10.000000",
    ]);
    expect(marginsHold).toBe(false);
  });
});
