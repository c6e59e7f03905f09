import { wilsonInterval } from "../intervals/wilson-interval.ts";
import { describe, expect, it } from "vitest";
import { designProportion } from "./design-proportion.ts";
import { designKornGraubardInterval } from "./design-proportion-interval.ts";
import { postStratified } from "./post-stratified.ts";
import { surveyDesign } from "./survey-design.ts";

describe("designProportion", () => {
  it("of independent, equally weighted rows is close to the interval of the counts", () => {
    const indicator = Array.from({ length: 200 }, (_, row) => (row < 60 ? 1 : 0));
    const { value, interval, method } = designProportion(surveyDesign({ rows: 200 }), indicator);
    expect(value).toBeCloseTo(0.3, 14);
    expect(method).toBe("design-wilson");
    expect(interval.low).toBeCloseTo(wilsonInterval(60, 200).low, 3);
    expect(interval.high).toBeCloseTo(wilsonInterval(60, 200).high, 3);
  });

  it("takes the interval that is passed, and says which", () => {
    const design = surveyDesign({ weights: [1, 2, 1, 2, 1] });
    const wilson = designProportion(design, [1, 0, 1, 1, 0]);
    const cautious = designProportion(design, [1, 0, 1, 1, 0], { interval: designKornGraubardInterval });
    expect(cautious.method).toBe("design-korn-graubard");
    expect(cautious.interval.low).toBeLessThan(wilson.interval.low);
    expect(cautious.interval.high).toBeGreaterThan(wilson.interval.high);
  });

  it("of nobody or everybody has an interval of some width", () => {
    const design = surveyDesign({ weights: [1, 2, 1, 2, 1] });
    const none = designProportion(design, [0, 0, 0, 0, 0]);
    const all = designProportion(design, [1, 1, 1, 1, 1]);
    expect(none.interval.low).toBe(0);
    expect(none.interval.high).toBeGreaterThan(0.3);
    expect(all.interval.low).toBeCloseTo(1 - none.interval.high, 12);
  });

  it("of what the weights were fitted to is known", () => {
    const margin = { name: "tier", categories: ["a", "a", "b", "b"], totals: { a: 30, b: 70 } };
    const design = postStratified(surveyDesign({ rows: 4 }), margin);
    const { interval } = designProportion(design, [1, 1, 0, 0]);
    expect(interval.low).toBeCloseTo(0.3, 12);
    expect(interval.high).toBeCloseTo(0.3, 12);
  });

  it("stops at what is no share", () => {
    expect(() => designProportion(surveyDesign({ rows: 2 }), [1, 2])).toThrow(
      new RangeError("designProportion requires 0, 1 or null, got 2 at 1"),
    );
    expect(() => designProportion(surveyDesign({ rows: 2 }), [1, 0], { confidenceLevel: 95 })).toThrow(
      RangeError,
    );
  });
});
