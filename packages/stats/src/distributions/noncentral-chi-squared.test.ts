import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredCdf } from "./chi-squared.ts";
import { noncentralChiSquaredCdf, noncentralChiSquaredSurvival } from "./noncentral-chi-squared.ts";
import { normalCdf } from "./normal-distribution.ts";

describe("the noncentral chi-squared distribution", () => {
  const x = fc.double({ min: 0, max: 500, noNaN: true });
  const degrees = fc.double({ min: 0.1, max: 200, noNaN: true });
  const noncentrality = fc.double({ min: 0, max: 300, noNaN: true });

  it("adds up to 1, rises with x and falls with the noncentrality", () => {
    fc.assert(
      fc.property(x, degrees, noncentrality, (at, df, off) => {
        const cdf = noncentralChiSquaredCdf(at, df, off);
        expect(cdf + noncentralChiSquaredSurvival(at, df, off)).toBeCloseTo(1, 12);
        expect(noncentralChiSquaredCdf(at * 1.1, df, off)).toBeGreaterThanOrEqual(cdf * (1 - 1e-11));
        expect(noncentralChiSquaredCdf(at, df, off * 1.1)).toBeLessThanOrEqual(cdf * (1 + 1e-11));
      }),
    );
  });

  it("is chi-squared without noncentrality, and for one degree of freedom a shifted normal squared", () => {
    expect(noncentralChiSquaredCdf(3, 4, 0)).toBeCloseTo(chiSquaredCdf(3, 4), 15);
    for (const [root, mean] of [
      [2, 1],
      [95, 100],
      [9, 3],
    ] as const) {
      const expected = normalCdf(root - mean) - normalCdf(-root - mean);
      expect(noncentralChiSquaredCdf(root * root, 1, mean * mean) / expected).toBeCloseTo(1, 11);
    }
  });

  it("answers at once for large and tiny noncentralities, with all digits of both tails", () => {
    expect(noncentralChiSquaredCdf(1e8, 5, 1e8)).toBeCloseTo(0.5, 3);
    expect(noncentralChiSquaredCdf(1e-6, 0.1, 0.05)).toBeGreaterThan(0.4);
    // One degree of freedom, 35 standard deviations below.
    expect(noncentralChiSquaredCdf(65 * 65, 1, 1e4) / normalCdf(-35)).toBeCloseTo(1, 9);
    expect(noncentralChiSquaredSurvival(135 * 135, 1, 1e4) / normalCdf(-35)).toBeCloseTo(1, 9);
  });

  it("takes the ends and refuses what lies beyond them", () => {
    expect([noncentralChiSquaredCdf(0, 2, 3), noncentralChiSquaredSurvival(Infinity, 2, 3)]).toEqual([0, 0]);
    expect([noncentralChiSquaredCdf(1e308, 4, 3), noncentralChiSquaredSurvival(1e308, 4, 3)]).toEqual([1, 0]);
    expect(noncentralChiSquaredCdf(1, 1e-300, 3)).toBeCloseTo(noncentralChiSquaredCdf(1, 1e-9, 3), 8);
    expect(() => noncentralChiSquaredCdf(1, 1e-310, 3)).toThrow(/requires 1e-300 ≤ degreesOfFreedom/);
    expect(() => noncentralChiSquaredCdf(-1, 2, 3)).toThrow(
      new RangeError("noncentralChiSquaredCdf requires x ≥ 0, got -1"),
    );
    expect(() => noncentralChiSquaredCdf(1, 0, 3)).toThrow(
      new RangeError("noncentralChiSquaredCdf requires 1e-300 ≤ degreesOfFreedom ≤ 1e9, got 0"),
    );
    expect(() => noncentralChiSquaredSurvival(1, 1, -3)).toThrow(
      new RangeError("noncentralChiSquaredSurvival requires 0 ≤ noncentrality ≤ 1e9, got -3"),
    );
  });
});
