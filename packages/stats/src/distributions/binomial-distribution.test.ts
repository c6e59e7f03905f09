import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialCdf, binomialProbability, binomialSurvival } from "./binomial-distribution.ts";

describe("the binomial distribution", () => {
  // Witness: mpmath 1.2.1
  it.each([
    { k: 3, n: 10, p: 0.3, cdf: 0.6496107184, probability: 0.266827932 },
    { k: 81, n: 263, p: 0.3, cdf: 0.6396888350407183, probability: 0.05115043313619694 },
    { k: 500, n: 1000, p: 0.5, cdf: 0.5126125090891804, probability: 0.0252250181783608 },
    { k: 10, n: 10, p: 0.9, cdf: 1, probability: 0.3486784401 },
  ])("agrees with its witness at $k of $n", ({ k, n, p, cdf, probability }) => {
    expect(Math.abs(binomialCdf(k, n, p) / cdf - 1)).toBeLessThan(1e-13);
    expect(Math.abs(binomialProbability(k, n, p) / probability - 1)).toBeLessThan(1e-13);
  });

  it("adds its probabilities up to its distribution function", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, p) => {
        let sum = 0;
        for (let k = 0; k <= n; k++) {
          sum += binomialProbability(k, n, p);
          expect(binomialCdf(k, n, p)).toBeCloseTo(sum, 12);
          expect(binomialSurvival(k, n, p)).toBeCloseTo(1 - sum, 12);
        }
      }),
    );
  });

  it("knows certain failure and certain success", () => {
    expect([
      binomialProbability(0, 5, 0),
      binomialProbability(1, 5, 0),
      binomialProbability(5, 5, 1),
    ]).toEqual([1, 0, 1]);
  });

  it("stops at arguments outside its domain, naming them", () => {
    expect(() => binomialCdf(11, 10, 0.5)).toThrow(
      new RangeError("binomialCdf requires whole numbers 0 ≤ k ≤ n ≤ 1e13, got 11 of 10"),
    );
    expect(() => binomialSurvival(0.5, 10, 0.5)).toThrow(RangeError);
    expect(() => binomialCdf(3e14, 1e15, 0.3)).toThrow(RangeError);
    expect(() => binomialProbability(1, 10, 50)).toThrow(
      new RangeError("binomialProbability requires 0 ≤ p ≤ 1, got 50"),
    );
  });
});
