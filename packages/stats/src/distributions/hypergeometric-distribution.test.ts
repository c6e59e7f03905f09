import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialCdf } from "./binomial-distribution.ts";
import {
  hypergeometricCdf,
  hypergeometricProbability,
  hypergeometricQuantile,
  hypergeometricSurvival,
  hypergeometricSurvivalQuantile,
} from "./hypergeometric-distribution.ts";

describe("the hypergeometric distribution", () => {
  const urn = fc
    .integer({ min: 1, max: 500 })
    .chain((population) =>
      fc.tuple(
        fc.constant(population),
        fc.integer({ min: 0, max: population }),
        fc.integer({ min: 0, max: population }),
      ),
    );

  it("adds up: probabilities to 1, and to each tail", () => {
    fc.assert(
      fc.property(urn, fc.nat(500), ([population, successes, draws], k) => {
        let [sum, below] = [0, 0];
        for (let i = 0; i <= draws; i++) {
          const mass = hypergeometricProbability(i, population, successes, draws);
          sum += mass;
          if (i <= k) below += mass;
        }
        expect(sum).toBeCloseTo(1, 11);
        expect(hypergeometricCdf(k, population, successes, draws)).toBeCloseTo(below, 11);
        expect(hypergeometricSurvival(k, population, successes, draws)).toBeCloseTo(1 - below, 11);
      }),
    );
  });

  it("does not mind which of the two is drawn", () => {
    fc.assert(
      fc.property(urn, fc.nat(100), ([population, successes, draws], k) => {
        expect(hypergeometricCdf(k, population, successes, draws)).toBeCloseTo(
          hypergeometricCdf(k, population, draws, successes),
          12,
        );
      }),
    );
  });

  it("quantiles give back the count whose tail they are given", () => {
    fc.assert(
      fc.property(urn, fc.nat(100), ([population, successes, draws], k) => {
        const mass = hypergeometricProbability(k, population, successes, draws);
        fc.pre(mass > 1e-9 && k < Math.min(successes, draws));
        const cdf = hypergeometricCdf(k, population, successes, draws);
        const survival = hypergeometricSurvival(k, population, successes, draws);
        // A probability close to 1 no longer holds the digits of the other tail.
        if (cdf < 0.9) expect(hypergeometricQuantile(cdf, population, successes, draws)).toBe(k);
        if (survival < 0.9)
          expect(hypergeometricSurvivalQuantile(survival, population, successes, draws)).toBe(k);
      }),
    );
  });

  it("of a population of a billion is the binomial, nearly", () => {
    expect(hypergeometricCdf(40, 1e9, 4e8, 100)).toBeCloseTo(binomialCdf(40, 100, 0.4), 6);
    expect(hypergeometricCdf(2e8, 1e9, 4e8, 5e8)).toBeCloseTo(0.5, 4);
    expect(Math.abs(hypergeometricQuantile(0.5, 1e9, 4e8, 5e8) - 2e8)).toBeLessThan(2);
  });

  it("takes the ends and refuses what cannot be", () => {
    expect([
      hypergeometricCdf(0, 0, 0, 0),
      hypergeometricSurvival(0, 5, 5, 5),
      hypergeometricCdf(4, 5, 5, 5),
    ]).toEqual([1, 1, 0]);
    expect([hypergeometricQuantile(0, 10, 8, 5), hypergeometricQuantile(1, 10, 8, 5)]).toEqual([3, 5]);
    expect(hypergeometricSurvivalQuantile(0, 10, 8, 5)).toBe(5);
    expect(hypergeometricProbability(2, 10, 8, 5)).toBe(0);
    expect(hypergeometricProbability(5, 10, 5, 10)).toBe(1);
    expect(() => hypergeometricCdf(-1, 10, 5, 5)).toThrow(
      new RangeError("hypergeometricCdf requires a whole number k ≥ 0, got -1"),
    );
    expect(() => hypergeometricCdf(1, 10, 11, 5)).toThrow(
      new RangeError("hypergeometricCdf requires whole successes from 0 to the population, got 11"),
    );
    expect(() => hypergeometricCdf(1, 10, 5, 2.5)).toThrow(
      new RangeError("hypergeometricCdf requires whole draws from 0 to the population, got 2.5"),
    );
    expect(() => hypergeometricQuantile(2, 10, 5, 2)).toThrow(
      new RangeError("hypergeometricQuantile requires 0 ≤ p ≤ 1, got 2"),
    );
    expect(() => hypergeometricSurvival(1, 1e13, 1, 1)).toThrow(RangeError);
  });
});
