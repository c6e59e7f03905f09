import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finitePopulationBase, finitePopulationCorrection } from "./finite-population.ts";

describe("finitePopulationCorrection", () => {
  it("is the share of the standard error that sampling without replacement leaves, by going through all samples", () => {
    // Population 0, 0, 1, 1, 1, 5; all samples of 3.
    const population = [0, 0, 1, 1, 1, 5];
    const means: number[] = [];
    for (let a = 0; a < 6; a++)
      for (let b = a + 1; b < 6; b++)
        for (let c = b + 1; c < 6; c++)
          means.push(((population[a] ?? 0) + (population[b] ?? 0) + (population[c] ?? 0)) / 3);
    const deviation = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    expect(deviation(means)).toBeCloseTo(
      (deviation(population) / Math.sqrt(3)) * finitePopulationCorrection(3, 6),
      12,
    );
  });

  it("is 1 for one answer, 0 for everybody, and falls in between", () => {
    expect(finitePopulationCorrection(1, 50)).toBe(1);
    expect(finitePopulationCorrection(50, 50)).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 501, max: 9999 }), (n, population) => {
        const factor = finitePopulationCorrection(n, population);
        expect(factor).toBeLessThan(finitePopulationCorrection(n - 1, population));
        expect(n / factor ** 2).toBeCloseTo(finitePopulationBase(n, population), 6);
      }),
    );
  });

  it("stops at more answers than people", () => {
    expect(() => finitePopulationCorrection(60, 50)).toThrow(
      new RangeError(
        "finitePopulationCorrection requires 0 < n ≤ population and population > 1, got 60 of 50",
      ),
    );
    expect(() => finitePopulationBase(50, 50)).toThrow(
      new RangeError("finitePopulationBase requires 0 < n < population and population > 1, got 50 of 50"),
    );
    expect(() => finitePopulationBase(NaN, 50)).toThrow(RangeError);
    expect(() => finitePopulationBase(5, Infinity)).toThrow(RangeError);
  });
});
