import { netWaldInterval } from "@cxkit/stats";
import { postStratified, surveyDesign } from "@cxkit/stats/survey";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csatMetric } from "./csat.ts";
import { designEstimate } from "./design-estimate.ts";
import { npsMetric } from "./nps-metric.ts";
import { meanMetric } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

const metric = npsMetric({ item: "recommend" });

describe("designEstimate", () => {
  it("of independent rows with plain weights has the standard error of a weighted tally", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const design = surveyDesign({ weights: given.map(([, weight]) => weight) });
        const answers = given.map(([value]) => value);
        const tally = tallyOf(
          given.map(([value, weight]) => ({ value, weight })),
          metric,
        );
        const [ours, plain] = [designEstimate(metric, answers, design), metric.estimate(tally)];
        expect(ours.n).toBe(plain.n);
        expect(ours.value).toBeCloseTo(plain.value ?? NaN, 9);
        expect(ours.standardError).toBeCloseTo(plain.standardError ?? NaN, 8);
      }),
    );
  });

  it("of equal weights and independent rows is the metric itself, to the interval", () => {
    const answers = [10, 9, 3, 8, 7, 10, 2, 9, 6, 10];
    for (const one of [metric, meanMetric({ item: "q", scale: { min: 0, max: 10 } })]) {
      const ours = designEstimate<never>(one, answers, surveyDesign({ rows: 10 }));
      const plain = one.estimate(tallyOf(answers, one));
      expect(ours.value).toBeCloseTo(plain.value ?? NaN, 12);
      expect(ours.interval?.low).toBeCloseTo(plain.interval?.low ?? NaN, 9);
      expect(ours.interval?.high).toBeCloseTo(plain.interval?.high ?? NaN, 9);
      expect(ours.designEffect).toBeCloseTo(1, 12);
      expect(ours.effectiveN).toBeCloseTo(10, 9);
    }
  });

  it("gives value ± z · standard error with the Wald interval where the design costs something", () => {
    const answers = [10, 9, 3, 2, 7, 10, 2, 0, 8, 7, 9, 10];
    const design = surveyDesign({ clusters: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6] });
    const { value, standardError, interval, designEffect } = designEstimate(metric, answers, design, {
      interval: netWaldInterval,
    });
    expect(designEffect!).toBeGreaterThan(1);
    expect(value! - interval!.low!).toBeCloseTo(1.959963984540054 * standardError!, 9);
  });

  it("is narrower where the margins explain the answers", () => {
    const answers = [5, 5, 4, 5, 1, 2, 1, 4];
    const metricOf = csatMetric({ item: "q" });
    const margin = {
      name: "tier",
      categories: ["pro", "pro", "pro", "pro", "free", "free", "free", "free"],
      totals: { pro: 50, free: 50 },
    };
    const plain = surveyDesign({ rows: 8 });
    const fitted = designEstimate(metricOf, answers, postStratified(plain, margin));
    expect(fitted.standardError!).toBeLessThan(designEstimate(metricOf, answers, plain).standardError! * 0.7);
    expect(fitted.effectiveN).toBeGreaterThan(8);
    expect(fitted.unit).toBe("percent");
  });

  it("leaves other rows and nonresponse out of the base, and counts what it left out", () => {
    const design = surveyDesign({ weights: [1, 2, 1, 1, 3] });
    const estimate = designEstimate(metric, [10, null, 3, 11, 9], design, {
      domain: (row) => row > 0,
      invalid: "set-aside",
    });
    expect(estimate).toMatchObject({ n: 2, value: 50, unit: "points" });
    expect(estimate.tally.missing).toEqual({ unknown: 1, "off-scale": 1 });
  });

  it("says null where answers say nothing about the error, and nothing without answers", () => {
    const clusters = [1, 1, 2, 2];
    const inOne = designEstimate(metric, [10, 3, null, null], surveyDesign({ clusters }));
    expect(inOne).toMatchObject({ n: 2, standardError: null, degreesOfFreedom: 0, designEffect: null });
    const none = designEstimate(metric, [null, null], surveyDesign({ rows: 2 }));
    expect(none).toMatchObject({ n: 0, value: null, interval: null, standardError: null });
    const equal = designEstimate(metric, [10, 10, 9, 9], surveyDesign({ weights: [1, 2, 3, 4] }));
    expect(equal).toMatchObject({ value: 100, standardError: 0, designEffect: null });
    expect(equal.interval!.low!).toBeLessThan(70);
  });

  it("does not change with the unit of the weights", () => {
    const answers = [10, 9, 3, 8, 7, 10, 2, 9];
    const weights = [1, 2, 1, 3, 1, 2, 1, 1];
    const one = designEstimate(metric, answers, surveyDesign({ weights }));
    for (const unit of [1e-200, 1e-100, 1e100, 1e200]) {
      const scaled = surveyDesign({ weights: weights.map((weight) => weight * unit) });
      const other = designEstimate(metric, answers, scaled);
      expect(other.standardError! / one.standardError!).toBeCloseTo(1, 12);
      expect(other.interval!.low! / one.interval!.low!).toBeCloseTo(1, 10);
    }
  });

  it("stops at answers that are none, naming them", () => {
    const design = surveyDesign({ rows: 2 });
    expect(() => designEstimate(metric, [10], design)).toThrow(
      new RangeError("designEstimate requires an answer or null for each of 2 rows, got 1"),
    );
    expect(() => designEstimate(metric, [10, 11], design)).toThrow(
      new RangeError("designEstimate requires points 0…10 by 1 or null, got 11 at index 1"),
    );
    expect(() => designEstimate(metric, [10, "9" as never], design)).toThrow(RangeError);
    expect(() => designEstimate(metric, [10, 9], design, { confidenceLevel: 95 })).toThrow(RangeError);
  });
});

const rows = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 10 }), fc.double({ min: 0.1, max: 10, noNaN: true })),
  { minLength: 2, maxLength: 30 },
);
