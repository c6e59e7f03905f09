import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialProbability } from "../distributions/binomial-distribution.ts";
import { clopperPearsonInterval } from "../intervals/clopper-pearson-interval.ts";
import { waldProportionInterval } from "../intervals/wald-proportion-interval.ts";
import { wilsonInterval } from "../intervals/wilson-interval.ts";
import { proportionMargin, proportionSampleSize } from "./proportion-sample-size.ts";

describe("proportionSampleSize", () => {
  it("plans answers whose estimate is within the margin as often as it says, by going through all results", () => {
    for (const share of [0.5, 0.7, 0.85])
      for (const margin of [0.05, 0.1]) {
        const { answers } = proportionSampleSize({ margin, share });
        let within = 0;
        for (let x = 0; x <= answers; x++)
          if (Math.abs(x / answers - share) <= margin + 1e-12)
            within += binomialProbability(x, answers, share);
        expect(within).toBeGreaterThan(0.94);
        expect(within).toBeLessThan(0.97);
      }
  });

  it("finds for the Wald interval what its formula says, and for Wilson's a width that is the margin", () => {
    fc.assert(
      fc.property(share, margin, (p, wanted) => {
        const formula = proportionSampleSize({ margin: wanted, share: p });
        const found = proportionSampleSize({ margin: wanted, share: p, interval: waldProportionInterval });
        expect(found.simpleRandomBase / Math.max(1, formula.simpleRandomBase)).toBeCloseTo(1, 9);
        const wilson = proportionSampleSize({ margin: wanted, share: p, interval: wilsonInterval });
        const { low, high } = wilsonInterval(p * wilson.simpleRandomBase, wilson.simpleRandomBase);
        if (wilson.simpleRandomBase > 1) expect((high - low) / 2).toBeCloseTo(wanted, 12);
        expect(wilson.marginAtAnswers).toBeLessThanOrEqual(wanted + 1e-12);
        expect(wilson.method).toBe("wilson");
      }),
    );
  });

  it("needs more for the guarantee of Clopper and Pearson", () => {
    const exact = proportionSampleSize({ margin: 0.05, interval: clopperPearsonInterval });
    expect(exact.answers).toBeGreaterThan(proportionSampleSize({ margin: 0.05 }).answers);
  });

  it("needs more for a smaller margin, a higher level and a share nearer to a half", () => {
    fc.assert(
      fc.property(share, margin, (p, wanted) => {
        const plan = proportionSampleSize({ margin: wanted, share: p });
        expect(proportionSampleSize({ margin: wanted / 2, share: p }).exactAnswers).toBeGreaterThan(
          plan.exactAnswers,
        );
        expect(
          proportionSampleSize({ margin: wanted, share: p, confidenceLevel: 0.99 }).exactAnswers,
        ).toBeGreaterThan(plan.exactAnswers);
        expect(proportionSampleSize({ margin: wanted }).answers).toBeGreaterThanOrEqual(plan.answers);
      }),
    );
  });

  it("stops at a percentage in place of a share or a level", () => {
    expect(() => proportionSampleSize({ margin: 0.05, share: 80 })).toThrow(
      new RangeError("proportionSampleSize requires 0 < share < 1, got 80"),
    );
    expect(() => proportionSampleSize({ margin: 0.05, confidenceLevel: 95 })).toThrow(
      new RangeError("proportionSampleSize requires 0 < confidenceLevel < 1, got 95"),
    );
    expect(() => proportionSampleSize({ margin: NaN })).toThrow(
      new RangeError("proportionSampleSize requires a finite margin > 0, got NaN"),
    );
  });
});

describe("proportionMargin", () => {
  it("undoes proportionSampleSize, population, design effect and interval included", () => {
    fc.assert(
      fc.property(share, margin, fc.double({ min: 0.5, max: 4, noNaN: true }), (p, wanted, designEffect) => {
        for (const interval of [undefined, wilsonInterval]) {
          const conditions = { share: p, designEffect, population: 5000, ...(interval && { interval }) };
          const plan = proportionSampleSize({ margin: wanted, ...conditions });
          expect(proportionMargin({ n: plan.answers, ...conditions }).margin).toBeCloseTo(
            plan.marginAtAnswers,
            12,
          );
          if (plan.exactAnswers > 2)
            expect(proportionMargin({ n: plan.exactAnswers, ...conditions }).margin).toBeCloseTo(wanted, 9);
        }
      }),
    );
  });

  it("is 0 when everybody answered, and stops at more answers than people", () => {
    expect(proportionMargin({ n: 50, population: 50, share: 0.3 })).toMatchObject({ margin: 0, share: 0.3 });
    expect(() => proportionMargin({ n: 51, population: 50 })).toThrow(
      new RangeError("proportionMargin requires n > 0, at most the population, got 51"),
    );
  });
});

const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });
const margin = fc.double({ min: 0.005, max: 0.2, noNaN: true });
