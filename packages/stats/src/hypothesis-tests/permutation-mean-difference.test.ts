import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, counted } from "./fixtures/arbitraries.ts";
import {
  permutationMeanDifference,
  permutationMeanDifferenceMonteCarlo,
} from "./permutation-mean-difference.ts";

const rating = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 6 });
const alternatives = ["two-sided", "greater", "less"] as const;

describe("permutationMeanDifference", () => {
  it("counts every split of a few answers", () => {
    fc.assert(
      fc.property(rating, rating, (a, b) => {
        const sums = splits([...a, ...b], a.length);
        const seen = total(a);
        const expected = (total([...a, ...b]) * a.length) / (a.length + b.length);
        const share = (holds: (value: number) => boolean) => sums.filter(holds).length / sums.length;
        const [both, greater, less] = alternatives.map(
          (alternative) => permutationMeanDifference(a, b, { alternative }).pValue,
        );
        expect(both).toBeCloseTo(
          share((value) => Math.abs(value - expected) >= Math.abs(seen - expected) - 1e-9),
          12,
        );
        expect(greater).toBeCloseTo(
          share((value) => value >= seen),
          12,
        );
        expect(less).toBeCloseTo(
          share((value) => value <= seen),
          12,
        );
      }),
    );
  });

  it("turns round when the samples are swapped, takes counts and halves, and does not mind the unit", () => {
    fc.assert(
      fc.property(rating, rating, (a, b) => {
        const { pValue, difference } = permutationMeanDifference(a, b);
        expect(close(permutationMeanDifference(b, a).pValue, pValue)).toBe(true);
        expect(close(permutationMeanDifference(b, a).difference, -difference)).toBe(true);
        expect(close(permutationMeanDifference(counted(a), b).pValue, pValue)).toBe(true);
        const tenths = (sample: readonly number[]) => sample.map((value) => value / 10);
        expect(close(permutationMeanDifference(tenths(a), tenths(b)).pValue, pValue)).toBe(true);
      }),
    );
  });

  it("keeps the digits of tiny p-values for hundreds of ratings", () => {
    const low = { points: [1, 2, 3, 4, 5], counts: [60, 20, 10, 5, 5] };
    const high = { points: [1, 2, 3, 4, 5], counts: [5, 5, 10, 20, 60] };
    const { pValue } = permutationMeanDifference(low, high);
    expect(pValue).toBeGreaterThan(1e-40);
    expect(pValue).toBeLessThan(1e-20);
  });

  it("finds nothing in equal answers", () => {
    expect(permutationMeanDifference([3, 3], [3])).toMatchObject({ difference: 0, pValue: 1 });
  });

  it("stops at values on no lattice, at fractions of answers and at too much work", () => {
    expect(() => permutationMeanDifference([1, Math.SQRT2], [Math.E, Math.PI])).toThrow(
      "permutationMeanDifference requires values on evenly spaced points",
    );
    expect(() => permutationMeanDifference({ points: [1], counts: [1.5] }, [1])).toThrow(
      new RangeError("permutationMeanDifference requires whole counts, got 1.5"),
    );
    const many = { points: [0, 100], counts: [9000, 9000] };
    const other = { points: [0, 99], counts: [9000, 9000] };
    expect(() => permutationMeanDifference(many, other)).toThrow(
      "requires an exact distribution of at most 5e8 steps",
    );
  });
});

describe("permutationMeanDifferenceMonteCarlo", () => {
  it("comes close to the exact test, repeats itself and carries its seed", () => {
    const a = [1, 2, 2, 3, 3, 3, 4, 5];
    const b = [2, 3, 4, 4, 5, 5, 5];
    for (const alternative of alternatives) {
      const drawn = permutationMeanDifferenceMonteCarlo(a, b, { alternative, seed: 7 });
      expect(Math.abs(drawn.pValue - permutationMeanDifference(a, b, { alternative }).pValue)).toBeLessThan(
        0.015,
      );
      expect(permutationMeanDifferenceMonteCarlo(a, b, { alternative, seed: 7 })).toEqual(drawn);
      expect(drawn).toMatchObject({ seed: 7, draws: 9999 });
    }
  });

  it("never gives 0, and 1 where all answers are equal", () => {
    expect(
      permutationMeanDifferenceMonteCarlo([0, 0.1, 0.2, 0.3, 0.4], [9, 8.5, 8, 9.5, 7], { draws: 99 }).pValue,
    ).toBeGreaterThanOrEqual(0.01);
    expect(permutationMeanDifferenceMonteCarlo([0.1, 0.1], [0.1], { draws: 9 }).pValue).toBe(1);
  });

  it("stops at no draws", () => {
    expect(() => permutationMeanDifferenceMonteCarlo([1], [2], { draws: 0 })).toThrow(
      new RangeError("permutationMeanDifferenceMonteCarlo requires a whole number of draws > 0, got 0"),
    );
  });

  it("stops at more answers than it could ever shuffle", () => {
    const many = { points: [1, 2], counts: [1e9, 1e9] };
    expect(() => permutationMeanDifferenceMonteCarlo(many, [1, 2])).toThrow(
      new RangeError(
        "permutationMeanDifferenceMonteCarlo requires at most 5e8 draws times answers, got 19998000019998",
      ),
    );
  });
});

/** Sums of every choice of so many of the values. */
function splits(values: readonly number[], chosen: number): number[] {
  if (chosen === 0) return [0];
  if (values.length < chosen) return [];
  const [first = 0, ...rest] = values;
  return [...splits(rest, chosen - 1).map((sum) => sum + first), ...splits(rest, chosen)];
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
