import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialProbability } from "../distributions/binomial-distribution.ts";
import { adjustedWaldInterval } from "../intervals/adjusted-wald-interval.ts";
import { netWaldInterval } from "../intervals/net-wald-interval.ts";
import { netMargin, netSampleSize } from "./net-sample-size.ts";

describe("netSampleSize", () => {
  it("plans answers whose net share is within the margin as often as it says, by going through all results", () => {
    for (const [favorable, unfavorable] of [
      [0.5, 0.2],
      [0.4, 0.4],
      [0.7, 0.1],
    ] as const) {
      const { answers: n } = netSampleSize({ margin: 0.1, shares: { favorable, unfavorable } });
      let within = 0;
      for (let up = 0; up <= n; up++) {
        const chance = binomialProbability(up, n, favorable);
        for (let down = 0; down <= n - up; down++)
          if (Math.abs((up - down) / n - favorable + unfavorable) <= 0.1 + 1e-12)
            within += chance * binomialProbability(down, n - up, unfavorable / (1 - favorable));
      }
      expect(within).toBeGreaterThan(0.945);
      expect(within).toBeLessThan(0.96);
    }
  });

  it("needs as many for promoters as for detractors, and most for half and half", () => {
    fc.assert(
      fc.property(shares, margin, ({ favorable, unfavorable }, wanted) => {
        const plan = netSampleSize({ margin: wanted, shares: { favorable, unfavorable } });
        const mirrored = netSampleSize({
          margin: wanted,
          shares: { favorable: unfavorable, unfavorable: favorable },
        });
        expect(mirrored.exactAnswers).toBeCloseTo(plan.exactAnswers, 9);
        expect(netSampleSize({ margin: wanted }).exactAnswers).toBeGreaterThanOrEqual(plan.exactAnswers);
      }),
    );
  });

  it("finds for the Wald interval what its formula says, and for the adjusted one a width that is the margin", () => {
    fc.assert(
      fc.property(shares, margin, ({ favorable, unfavorable }, wanted) => {
        const expectation = { margin: wanted, shares: { favorable, unfavorable } };
        const formula = netSampleSize(expectation).simpleRandomBase;
        const found = netSampleSize({ ...expectation, interval: netWaldInterval }).simpleRandomBase;
        expect(found / Math.max(1, formula)).toBeCloseTo(1, 8);
        const adjusted = netSampleSize({ ...expectation, interval: adjustedWaldInterval });
        expect(adjusted.marginAtAnswers).toBeLessThanOrEqual(wanted + 1e-12);
      }),
    );
  });

  it("stops at shares that are no classes, or leave nothing to estimate", () => {
    expect(() => netSampleSize({ margin: 0.05, shares: { favorable: 0.7, unfavorable: 0.4 } })).toThrow(
      new RangeError("netSampleSize requires class shares ≥ 0 that sum to at most 1, got 0.7 and 0.4"),
    );
    expect(() => netSampleSize({ margin: 0.05, shares: { favorable: 1, unfavorable: 0 } })).toThrow(
      new RangeError("netSampleSize requires class shares with some variance, got 1 and 0"),
    );
    expect(() => netSampleSize({ margin: -5 })).toThrow(RangeError);
  });
});

describe("netMargin", () => {
  it("undoes netSampleSize", () => {
    fc.assert(
      fc.property(shares, margin, (classes, wanted) => {
        const plan = netSampleSize({ margin: wanted, shares: classes, population: 1e6 });
        expect(netMargin({ n: plan.exactAnswers, shares: classes, population: 1e6 }).margin).toBeCloseTo(
          wanted,
          9,
        );
      }),
    );
  });
});

const margin = fc.double({ min: 0.01, max: 0.2, noNaN: true });
const shares = fc
  .record({
    favorable: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    unfavorable: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  })
  .filter(({ favorable, unfavorable }) => favorable + unfavorable <= 1);
