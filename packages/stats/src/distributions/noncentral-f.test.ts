import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fCdf } from "./f-distribution.ts";
import { noncentralChiSquaredSurvival } from "./noncentral-chi-squared.ts";
import { noncentralFCdf, noncentralFSurvival } from "./noncentral-f.ts";
import { noncentralTCdf } from "./noncentral-t.ts";

describe("the noncentral F distribution", () => {
  it("adds up to 1 and falls with the noncentrality", () => {
    const degrees = fc.double({ min: 0.5, max: 200, noNaN: true });
    const noncentrality = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 50, noNaN: true }),
        degrees,
        degrees,
        noncentrality,
        (x, a, b, off) => {
          const cdf = noncentralFCdf(x, a, b, off);
          expect(cdf + noncentralFSurvival(x, a, b, off)).toBeCloseTo(1, 12);
          expect(noncentralFCdf(x, a, b, off * 1.1)).toBeLessThanOrEqual(cdf * (1 + 1e-11));
        },
      ),
    );
  });

  it("is F without noncentrality, chi-squared for endless degrees of freedom, and the square of t for one", () => {
    expect(noncentralFCdf(3, 4, 9, 0)).toBeCloseTo(fCdf(3, 4, 9), 15);
    expect(noncentralFSurvival(3, 4, Infinity, 5)).toBe(noncentralChiSquaredSurvival(12, 4, 5));
    expect(noncentralFCdf(3, 4, Infinity, 5)).toBeCloseTo(1 - noncentralChiSquaredSurvival(12, 4, 5), 14);
    const between = noncentralTCdf(2.5, 12, 1.7) - noncentralTCdf(-2.5, 12, 1.7);
    expect(noncentralFCdf(6.25, 1, 12, 1.7 ** 2)).toBeCloseTo(between, 12);
  });

  it("takes the ends and refuses what lies beyond them", () => {
    expect([noncentralFCdf(0, 2, 3, 1), noncentralFSurvival(Infinity, 2, 3, 1)]).toEqual([0, 0]);
    expect(() => noncentralFCdf(NaN, 2, 3, 1)).toThrow(
      new RangeError("noncentralFCdf requires x ≥ 0, got NaN"),
    );
    expect(() => noncentralFCdf(1, 0, 3, 1)).toThrow(
      new RangeError("noncentralFCdf requires 0 < numeratorDegrees ≤ 1e9, got 0"),
    );
    expect(() => noncentralFSurvival(1, 1, 2e9, 1)).toThrow(
      new RangeError("noncentralFSurvival requires 0 < denominatorDegrees ≤ 1e9 or Infinity, got 2000000000"),
    );
    expect(() => noncentralFCdf(1, 2, 3, -1)).toThrow(
      new RangeError("noncentralFCdf requires 0 ≤ noncentrality ≤ 1e9, got -1"),
    );
  });
});
