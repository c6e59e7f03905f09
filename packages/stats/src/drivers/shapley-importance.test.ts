import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstAndLast } from "./first-and-last.ts";
import { linearRegression } from "./linear-regression.ts";
import { relativeWeights } from "./relative-weights.ts";
import { shapleyImportance } from "./shapley-importance.ts";

const answer = fc.integer({ min: 1, max: 7 });
const rows = fc.array(fc.tuple(answer, answer, answer, answer), { minLength: 12, maxLength: 40 });

describe("shapleyImportance", () => {
  it("sums to the explained variance of the regression, and lies between first and last in the mean", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const predictors = all.map((row) => row.slice(0, 3));
        const outcome = all.map((row) => row[3]);
        let fit: ReturnType<typeof linearRegression>;
        try {
          fit = linearRegression(predictors, outcome);
        } catch {
          return;
        }
        const { values, rSquared, shares } = shapleyImportance(predictors, outcome);
        expect(rSquared).toBeCloseTo(fit.rSquared, 9);
        expect(values.every((value) => value > -1e-12)).toBe(true);
        if (shares) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        const { first, last } = firstAndLast(predictors, outcome);
        expect(first.every((value) => value >= 0 && value <= 1 + 1e-12)).toBe(true);
        expect(last.every((value) => value <= rSquared + 1e-9)).toBe(true);
        expect(relativeWeights(predictors, outcome).rSquared).toBeCloseTo(fit.rSquared, 7);
      }),
    );
  });

  it("follows the predictors when they change places", () => {
    const predictors = [
      [1, 5, 2],
      [2, 3, 2],
      [3, 4, 1],
      [4, 1, 5],
      [5, 2, 4],
      [6, 6, 3],
    ];
    const outcome = [2, 1, 4, 3, 6, 7];
    const [a = 0, b = 0, c = 0] = shapleyImportance(predictors, outcome).values;
    const moved = shapleyImportance(
      predictors.map(([x = 0, y = 0, z = 0]) => [z, x, y]),
      outcome,
    ).values;
    expect(moved).toEqual([expect.closeTo(c, 12), expect.closeTo(a, 12), expect.closeTo(b, 12)]);
  });

  it("is nothing for predictors that explain nothing, and says so", () => {
    const unrelated = shapleyImportance([[1], [1], [2], [2]], [1, 2, 1, 2]);
    expect(unrelated.rSquared).toBeCloseTo(0, 12);
    expect(unrelated.values[0]).toBeCloseTo(0, 12);
  });

  it("stops at more predictors than it can go through", () => {
    const wide = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 16 }, (__, j) => (i * (j + 3)) % 17),
    );
    expect(() =>
      shapleyImportance(
        wide,
        wide.map((_, i) => i),
      ),
    ).toThrow(new RangeError("shapleyImportance requires at most 15 predictors, got 16"));
    expect(() =>
      firstAndLast(
        wide,
        wide.map((_, i) => i),
      ),
    ).toThrow("at most 15 predictors");
    expect(() => shapleyImportance([], [])).toThrow("at least one predictor");
  });
});
