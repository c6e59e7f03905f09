import { describe, expect, it } from "vitest";
import { designMean } from "./design-mean.ts";
import { designTotal } from "./design-total.ts";
import { postStratified } from "./post-stratified.ts";
import { surveyDesign } from "./survey-design.ts";

describe("designTotal", () => {
  it("of a simple random sample is the population times its mean, error included", () => {
    const design = surveyDesign({ rows: 4, populations: 40 });
    const values = [1, 0, 2, 3];
    const [total, mean] = [designTotal(design, values), designMean(design, values)];
    expect(total.value).toBeCloseTo(40 * mean.value, 12);
    expect(total.standardError).toBeCloseTo(40 * mean.standardError, 12);
    expect(total.designEffect).toBeCloseTo(0.9, 12);
  });

  it("of a domain is uncertain about how many are in it, too", () => {
    const design = surveyDesign({ weights: [10, 10, 10, 10] });
    const total = designTotal(design, [5, 5, 5, 5], { domain: (row) => row < 2 });
    expect(total.value).toBe(100);
    expect(total.standardError).toBeCloseTo(10 * Math.sqrt((4 / 3) * 4 * 2.5 ** 2), 12);
  });

  it("of the number of rows is known once weights were fitted to it", () => {
    const margin = { name: "all", categories: ["x", "x", "x"], totals: { x: 900 } };
    const design = postStratified(surveyDesign({ weights: [1, 2, 3] }), margin);
    const total = designTotal(design, [1, 1, 1]);
    expect(total.value).toBeCloseTo(900, 10);
    expect(total.standardError).toBeLessThan(1e-10);
  });

  it("stops at values that are none", () => {
    expect(() => designTotal(surveyDesign({ rows: 2 }), [1, Infinity])).toThrow(
      new RangeError("designTotal requires finite values (below 1e150) or null, got Infinity at 1"),
    );
  });
});
