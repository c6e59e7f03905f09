import { expect, it } from "vitest";
import { firstAndLast } from "./first-and-last.ts";

it("firstAndLast of independent predictors agree: nothing is shared", () => {
  const { first, last, rSquared } = firstAndLast(
    [
      [-1, -1],
      [-1, 1],
      [1, -1],
      [1, 1],
      [0, 0],
    ],
    [0, 1, 4, 5.5, 2],
  );
  first.forEach((value, j) => expect(value).toBeCloseTo(last[j] ?? NaN, 12));
  expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(rSquared, 12);
});

it("firstAndLast show a predictor that only repeats another: much first, little last", () => {
  const predictors = [1, 2, 3, 4, 5, 6, 7, 8].map((x, i) => [x, x + (i % 2) * 0.1]);
  const { first, last } = firstAndLast(predictors, [1, 2, 3, 4, 5, 6, 7, 9]);
  expect(first[1]).toBeGreaterThan(0.95);
  expect(last[1]).toBeLessThan(0.05);
});
