import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  poissonCdf,
  poissonProbability,
  poissonQuantile,
  poissonSurvival,
  poissonSurvivalQuantile,
} from "./poisson-distribution.ts";

describe("the Poisson distribution", () => {
  const mean = fc.double({ min: 1e-3, max: 1e4, noNaN: true });

  it("adds up: its tails to 1, its probabilities to the tail", () => {
    fc.assert(
      fc.property(mean, fc.integer({ min: 1, max: 10_000 }), (mu, k) => {
        expect(poissonCdf(k, mu) + poissonSurvival(k, mu)).toBeCloseTo(1, 13);
        expect(poissonCdf(k, mu) - poissonCdf(k - 1, mu)).toBeCloseTo(poissonProbability(k, mu), 12);
      }),
    );
  });

  it("quantiles give back the count whose tail they are given, and never fall", () => {
    fc.assert(
      fc.property(mean, fc.double({ min: -3, max: 3, noNaN: true }), (mu, z) => {
        const k = Math.max(0, Math.round(mu + z * Math.sqrt(mu)));
        fc.pre(poissonProbability(k, mu) > 1e-9 && poissonCdf(k, mu) < 1);
        if (poissonCdf(k, mu) < 0.9) expect(poissonQuantile(poissonCdf(k, mu), mu)).toBe(k);
        if (poissonSurvival(k, mu) < 0.9) expect(poissonSurvivalQuantile(poissonSurvival(k, mu), mu)).toBe(k);
        expect(poissonQuantile(poissonCdf(k, mu) * 0.999_99, mu)).toBeLessThanOrEqual(k);
      }),
    );
  });

  it("reaches far tails and large means", () => {
    expect(poissonSurvivalQuantile(1e-300, 1)).toBeGreaterThan(130);
    expect(poissonSurvivalQuantile(1e-300, 1)).toBeLessThan(170);
    expect(Math.abs(poissonQuantile(0.5, 1e8) - 1e8)).toBeLessThan(2);
    expect(poissonQuantile(1e-300, 1000)).toBeGreaterThan(0);
  });

  it("takes the ends and refuses what lies beyond them", () => {
    expect([
      poissonCdf(0, 0),
      poissonSurvival(0, 0),
      poissonProbability(0, 0),
      poissonProbability(2, 0),
    ]).toEqual([1, 0, 1, 0]);
    expect([poissonQuantile(0, 5), poissonQuantile(0.9, 0), poissonSurvivalQuantile(1, 5)]).toEqual([
      0, 0, 0,
    ]);
    expect(() => poissonCdf(0.5, 1)).toThrow(
      new RangeError("poissonCdf requires a whole number k from 0 to 1e11, got 0.5"),
    );
    expect(() => poissonCdf(1, -1)).toThrow(new RangeError("poissonCdf requires 0 ≤ mean ≤ 1e11, got -1"));
    expect(() => poissonQuantile(1, 1)).toThrow(new RangeError("poissonQuantile requires 0 ≤ p < 1, got 1"));
    expect(() => poissonSurvivalQuantile(0, 1)).toThrow(RangeError);
    expect(() => poissonQuantile(0.5, NaN)).toThrow(RangeError);
  });
});
