import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredSurvival } from "./chi-squared.ts";
import { fCdf, fQuantile, fSurvival, fSurvivalQuantile } from "./f-distribution.ts";
import { studentTSurvival } from "./student-t.ts";

describe("the F distribution", () => {
  const degrees = fc.double({ min: 0.5, max: 1e5, noNaN: true });
  const tail = fc.double({ min: 1e-12, max: 0.49, noNaN: true });

  it("adds up to 1, and its tails swap with the degrees of freedom at 1 / x", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), degrees, degrees, (x, a, b) => {
        expect(fCdf(x, a, b) + fSurvival(x, a, b)).toBeCloseTo(1, 13);
        expect(fCdf(x, a, b)).toBeCloseTo(fSurvival(1 / x, b, a), 10);
      }),
    );
  });

  it("quantiles of both tails are undone by the tails", () => {
    fc.assert(
      fc.property(tail, degrees, degrees, (p, a, b) => {
        expect(fCdf(fQuantile(p, a, b), a, b) / p).toBeCloseTo(1, 9);
        expect(fSurvival(fSurvivalQuantile(p, a, b), a, b) / p).toBeCloseTo(1, 9);
      }),
    );
  });

  it("is the square of Student's t for one degree of freedom, and chi-squared for endless ones", () => {
    expect(fSurvival(9, 1, 7) / (2 * studentTSurvival(3, 7))).toBeCloseTo(1, 13);
    expect(fSurvival(4, 3, Infinity)).toBe(chiSquaredSurvival(12, 3));
    expect(fSurvival(4, 3, 1e12) / fSurvival(4, 3, Infinity)).toBeCloseTo(1, 9);
    expect(fSurvivalQuantile(0.05, 3, Infinity)).toBeCloseTo(fQuantile(0.95, 3, Infinity), 12);
    expect(fCdf(4, 3, Infinity)).toBeCloseTo(1 - fSurvival(4, 3, Infinity), 14);
  });

  it("takes the ends and refuses what lies beyond them", () => {
    expect([fCdf(0, 2, 3), fCdf(Infinity, 2, 3), fSurvival(Infinity, 2, 3), fQuantile(0, 2, 3)]).toEqual([
      0, 1, 0, 0,
    ]);
    expect(fSurvivalQuantile(1, 2, 3)).toBe(0);
    expect(() => fCdf(-1, 2, 3)).toThrow(new RangeError("fCdf requires x ≥ 0, got -1"));
    expect(() => fSurvival(1, 0, 3)).toThrow(
      new RangeError("fSurvival requires 0 < numeratorDegrees ≤ 2e12, got 0"),
    );
    expect(() => fQuantile(0.5, 1, NaN)).toThrow(
      new RangeError("fQuantile requires 0 < denominatorDegrees ≤ 2e12 or Infinity, got NaN"),
    );
    expect(() => fQuantile(1, 1, 1)).toThrow(new RangeError("fQuantile requires 0 ≤ p < 1, got 1"));
    expect(() => fQuantile(0.95, 2, 1e-12)).toThrow(
      new RangeError(
        "fQuantile requires degrees of freedom whose quantile is below 1.8e308, got 2 and 1e-12",
      ),
    );
    expect(() => fSurvivalQuantile(0, 1, 1)).toThrow(
      new RangeError("fSurvivalQuantile requires 0 < q ≤ 1, got 0"),
    );
  });
});
