import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designQuantile } from "./design-quantile.ts";
import { randomSurvey } from "./fixtures/random-survey.ts";
import { surveyDesign } from "./survey-design.ts";

describe("designQuantile", () => {
  it("is the smallest value that enough of the weight does not exceed", () => {
    fc.assert(
      fc.property(
        randomSurvey,
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        ({ weights, values }, p) => {
          const { value, interval } = designQuantile(surveyDesign({ weights }), values, p);
          const share = (holds: (own: number) => boolean) =>
            values.reduce((sum, own, row) => sum + (holds(own) ? weights[row]! : 0), 0) /
            weights.reduce((sum, weight) => sum + weight, 0);
          expect(values).toContain(value);
          expect(share((own) => own <= value)).toBeGreaterThan(p - 1e-9);
          expect(share((own) => own < value)).toBeLessThan(p + 1e-9);
          expect(interval.low).toBeLessThanOrEqual(value);
          expect(interval.high).toBeGreaterThanOrEqual(value);
        },
      ),
    );
  });

  it("takes a share that is met exactly, whatever the sum of the weights rounds to", () => {
    const design = surveyDesign({ weights: Array.from({ length: 10 }, () => 0.1) });
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([0.1, 0.3, 0.5, 0.7].map((p) => designQuantile(design, values, p).value)).toEqual([1, 3, 5, 7]);
  });

  it("keeps a neighbouring scale point that the answers do not rule out", () => {
    // 45 % answer 3 or less: the median is 4, but might well be 3.
    const values = Array.from({ length: 60 }, (_, row) => (row < 27 ? 3 : row < 54 ? 4 : 5));
    expect(designQuantile(surveyDesign({ rows: 60 }), values, 0.5)).toMatchObject({
      value: 4,
      interval: { low: 3, high: 4 },
      method: "woodruff",
    });
  });

  it("has some uncertainty below where nothing lies above", () => {
    const values = Array.from({ length: 20 }, (_, row) => (row < 9 ? 4 : 5));
    expect(designQuantile(surveyDesign({ rows: 20 }), values, 0.5)).toMatchObject({
      value: 5,
      interval: { low: 4, high: 5 },
    });
    expect(designQuantile(surveyDesign({ rows: 3 }), [7, 7, 7], 0.5)).toMatchObject({
      value: 7,
      interval: { low: 7, high: 7 },
      standardError: 0,
    });
  });

  it("stops at what is no share", () => {
    const design = surveyDesign({ rows: 2 });
    for (const p of [0, 1, 50, NaN]) {
      expect(() => designQuantile(design, [1, 2], p)).toThrow(
        new RangeError(`designQuantile requires 0 < p < 1, got ${p}`),
      );
    }
    expect(() => designQuantile(surveyDesign({ clusters: [1, 1, 2] }), [1, 2, null], 0.5)).toThrow(
      RangeError,
    );
  });
});
