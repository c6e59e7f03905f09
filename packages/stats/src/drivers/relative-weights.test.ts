import { expect, it } from "vitest";
import { relativeWeights } from "./relative-weights.ts";
import { shapleyImportance } from "./shapley-importance.ts";

it("relativeWeights of two predictors are their Shapley values", () => {
  const predictors = [
    [1, 5],
    [2, 3],
    [3, 4],
    [4, 1],
    [5, 2],
    [6, 6],
  ];
  const outcome = [2, 1, 4, 3, 6, 7];
  relativeWeights(predictors, outcome).values.forEach((value, j) =>
    expect(value).toBeCloseTo(shapleyImportance(predictors, outcome).values[j] ?? NaN, 12),
  );
});

it("relativeWeights leave out who did not answer everything, and refuse predictors that say the same", () => {
  const gaps = relativeWeights([[1], [null], [3], [2], [5]], [1, 2, 3, 1, 4]);
  expect([gaps.n, gaps.incomplete]).toEqual([4, 1]);
  expect(() =>
    relativeWeights(
      [
        [1, 1],
        [2, 2],
        [3, 3],
        [5, 5],
      ],
      [1, 2, 3, 1],
    ),
  ).toThrow(
    new RangeError(
      "relativeWeights requires predictors that are no combination of each other, got predictor 1",
    ),
  );
});
