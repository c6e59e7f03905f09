import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanMargin, meanSampleSize } from "./mean-sample-size.ts";

describe("meanSampleSize", () => {
  it("is a little more than the textbook's (z·s/margin)², by the uncertainty of s", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.5, noNaN: true }), (margin) => {
        const { simpleRandomBase } = meanSampleSize({ margin, standardDeviation: 1 });
        const textbook = (1.959963984540054 / margin) ** 2;
        expect(simpleRandomBase).toBeGreaterThan(textbook);
        expect(simpleRandomBase).toBeLessThan(textbook + 2.6);
      }),
    );
  });

  it("depends on margin and standard deviation by their ratio alone", () => {
    const plan = meanSampleSize({ margin: 0.1, standardDeviation: 1.2 });
    expect(meanSampleSize({ margin: 10, standardDeviation: 120 }).exactAnswers).toBeCloseTo(
      plan.exactAnswers,
      8,
    );
    expect(plan.marginAtAnswers).toBeLessThanOrEqual(0.1);
  });

  it("stops at a standard deviation that is none", () => {
    expect(() => meanSampleSize({ margin: 0.1, standardDeviation: 0 })).toThrow(
      new RangeError("meanSampleSize requires a finite standardDeviation > 0, got 0"),
    );
    expect(() => meanSampleSize({ margin: 0.1, standardDeviation: 1, confidenceLevel: 1 })).toThrow(
      new RangeError("meanSampleSize requires 0 < confidenceLevel < 1, got 1"),
    );
  });
});

describe("meanMargin", () => {
  it("undoes meanSampleSize and needs more than one answer", () => {
    const plan = meanSampleSize({ margin: 0.3, standardDeviation: 1, designEffect: 2, population: 400 });
    const back = { standardDeviation: 1, designEffect: 2, population: 400 };
    expect(meanMargin({ n: plan.exactAnswers, ...back }).margin).toBeCloseTo(0.3, 10);
    expect(() => meanMargin({ n: 1, standardDeviation: 1 })).toThrow(
      new RangeError("meanMargin requires more than 1 effective answer, got 1"),
    );
  });
});
