import { describe, expect, it } from "vitest";
import { anyDisagreement, cohensKappa, linearDisagreement, quadraticDisagreement } from "./kappa.ts";

const ordered = [
  [10, 4, 1],
  [3, 12, 5],
  [0, 2, 13],
];

describe("cohensKappa", () => {
  it("does not mind which rater comes first", () => {
    for (const disagreement of [anyDisagreement, linearDisagreement, quadraticDisagreement]) {
      const turned = ordered.map((_, i) => ordered.map((row) => row[i] ?? NaN));
      const [one, other] = [cohensKappa(ordered, { disagreement }), cohensKappa(turned, { disagreement })];
      expect(other.kappa).toBeCloseTo(one.kappa, 12);
      expect(other.standardError).toBeCloseTo(one.standardError, 12);
    }
  });

  it("forgives near misses where categories are ordered, and nothing where there are two", () => {
    const plain = cohensKappa(ordered).kappa;
    expect(cohensKappa(ordered, { disagreement: linearDisagreement }).kappa).toBeGreaterThan(plain);
    expect(
      cohensKappa(
        [
          [20, 5],
          [10, 15],
        ],
        { disagreement: quadraticDisagreement },
      ),
    ).toEqual(
      cohensKappa([
        [20, 5],
        [10, 15],
      ]),
    );
  });

  it("is 1 for perfect agreement and 0 for independence, with a test that says so", () => {
    expect(
      cohensKappa([
        [5, 0],
        [0, 7],
      ]).kappa,
    ).toBeCloseTo(1, 12);
    const chance = cohensKappa([
      [9, 21],
      [21, 49],
    ]);
    expect(chance.kappa).toBeCloseTo(0, 12);
    expect(chance.pValue).toBeCloseTo(1, 9);
  });

  it("widens with the level and stops at tables that are none", () => {
    const width = (confidenceLevel: number) => {
      const { low, high } = cohensKappa(ordered, { confidenceLevel }).interval;
      return high - low;
    };
    expect(width(0.99)).toBeGreaterThan(width(0.9));
    expect(() =>
      cohensKappa([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toThrow("a square table");
    expect(() =>
      cohensKappa([
        [1, -2],
        [4, 5],
      ]),
    ).toThrow(new RangeError("cohensKappa requires finite counts ≥ 0, got -2"));
    expect(() =>
      cohensKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toThrow("not all 0");
    expect(() =>
      cohensKappa([
        [7, 0],
        [0, 0],
      ]),
    ).toThrow("more than one category");
    expect(() =>
      cohensKappa([
        ["3" as unknown as number, 1],
        [2, 4],
      ]),
    ).toThrow(new RangeError("cohensKappa requires finite counts ≥ 0, got 3"));
    expect(() => cohensKappa(ordered, { confidenceLevel: 95 })).toThrow(RangeError);
  });
});
