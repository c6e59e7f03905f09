import { expect, it } from "vitest";
import { fleissKappa } from "./fleiss-kappa.ts";

it("fleissKappa is 1 where all agree, and does not mind the order of things and categories", () => {
  expect(
    fleissKappa([
      [4, 0],
      [0, 4],
      [4, 0],
    ]).kappa,
  ).toBeCloseTo(1, 12);
  const counts = [
    [3, 1, 0],
    [0, 2, 2],
    [1, 1, 2],
    [4, 0, 0],
  ];
  const one = fleissKappa(counts);
  const turned = fleissKappa(counts.toReversed().map((row) => row.toReversed()));
  expect(turned.kappa).toBeCloseTo(one.kappa, 12);
  expect(turned.nullStandardError).toBeCloseTo(one.nullStandardError, 12);
  expect([one.n, one.raters]).toEqual([4, 4]);
});

it("fleissKappa stops at rows of other sums, and where all chose one category", () => {
  expect(() =>
    fleissKappa([
      [3, 0],
      [2, 0],
    ]),
  ).toThrow(
    new RangeError("fleissKappa requires as many raters, two at least, in row 1, got 2 + 0 after 3 + 0"),
  );
  expect(() =>
    fleissKappa([
      [3, 0],
      [3, 0],
    ]),
  ).toThrow("more than one category");
  expect(() =>
    fleissKappa([
      [2.5, 0.5],
      [3, 0],
    ]),
  ).toThrow("2 whole counts ≥ 0 in row 0");
});
