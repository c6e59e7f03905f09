import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaBinomialComparison } from "./beta-binomial-comparison.ts";

describe("betaBinomialComparison", () => {
  it("swaps its sides with its variants", () => {
    fc.assert(
      fc.property(variant, variant, (a, b) => {
        const [one, other] = [betaBinomialComparison(a, b), betaBinomialComparison(b, a)];
        expect(one.probabilityOfB).toBeCloseTo(other.probabilityOfA, 11);
        expect(one.expectedLossOfA).toBeCloseTo(other.expectedLossOfB, 12);
        expect(one.difference.mean).toBeCloseTo(-other.difference.mean, 13);
        expect(one.difference.interval.low).toBeCloseTo(-other.difference.interval.high, 10);
      }),
      { numRuns: 15 },
    );
  });

  it("loses by one choice what it gains by the other, less the difference", () => {
    fc.assert(
      fc.property(variant, variant, (a, b) => {
        const { expectedLossOfA, expectedLossOfB, difference, probabilityOfA, probabilityOfB } =
          betaBinomialComparison(a, b);
        expect(expectedLossOfA - expectedLossOfB).toBeCloseTo(difference.mean, 12);
        expect(probabilityOfA + probabilityOfB).toBeCloseTo(1, 11);
        expect(expectedLossOfA).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 15 },
    );
  });

  it("is even without data, and where both did alike", () => {
    const even = betaBinomialComparison({ successes: 0, trials: 0 }, { successes: 0, trials: 0 });
    expect(even.probabilityOfB).toBeCloseTo(0.5, 13);
    expect(even.expectedLossOfA).toBeCloseTo(1 / 6, 13);
  });

  it("keeps digits where one is hopeless", () => {
    const { probabilityOfB, expectedLossOfA } = betaBinomialComparison(
      { successes: 700, trials: 1000 },
      { successes: 300, trials: 1000 },
    );
    expect(probabilityOfB).toBeGreaterThan(0);
    expect(probabilityOfB).toBeLessThan(1e-60);
    expect(expectedLossOfA).toBeGreaterThan(0);
  });

  it("takes weighted counts, a prior and a level, and survives JSON", () => {
    const a = { successes: 12.4, trials: 40.7 };
    const b = { successes: 15.1, trials: 39.2 };
    const comparison = betaBinomialComparison(a, b, { prior: { a: 30, b: 70 }, confidenceLevel: 0.8 });
    expect(comparison.a).toEqual({ a: 42.4, b: 70 + (40.7 - 12.4) });
    expect(comparison.confidenceLevel).toBe(0.8);
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    const { difference } = betaBinomialComparison(a, b);
    expect(Math.abs(difference.mean)).toBeGreaterThan(Math.abs(comparison.difference.mean));
  });

  it("refuses impossible counts and 95", () => {
    const fine = { successes: 1, trials: 2 };
    expect(() => betaBinomialComparison(fine, { successes: 3, trials: 2 })).toThrow(
      new RangeError("betaBinomialComparison requires 0 ≤ successes ≤ trials < ∞, got 3 of 2"),
    );
    expect(() => betaBinomialComparison(fine, fine, { confidenceLevel: 95 })).toThrow(
      new RangeError("betaBinomialComparison requires 0 < confidenceLevel < 1, got 95"),
    );
    expect(() => betaBinomialComparison(fine, fine, { prior: { a: 0, b: 1 } })).toThrow(RangeError);
  });
});

const variant = fc
  .record({
    successes: fc.double({ min: 0, max: 400, noNaN: true }),
    failures: fc.double({ min: 0, max: 400, noNaN: true }),
  })
  .map(({ successes, failures }) => ({ successes, trials: successes + failures }));
