import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaCdf } from "../distributions/beta-distribution.ts";
import { dirichletDraw } from "./dirichlet-draw.ts";
import { continuousFit, draws } from "./fixtures/goodness-of-fit.ts";
import { seededRandom } from "./seeded-random.ts";

describe("dirichletDraw", () => {
  it.each([0, 1, 2])("has the beta distribution in share %d", (index) => {
    const alphas = [0.4, 3, 12];
    const shares = draws(20_000, (random) => dirichletDraw(random, alphas)[index] ?? NaN);
    const a = alphas[index] ?? NaN;
    expect(continuousFit(shares, (x) => betaCdf(x, a, 15.4 - a))).toBeGreaterThan(0.001);
  });

  it("gives shares that sum to 1 for every alpha, the tiniest included", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.constantFrom(1e-300, 1e-3, 1e12), fc.double({ min: 1e-8, max: 1e4, noNaN: true })),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        fc.maxSafeInteger(),
        (alphas, seed) => {
          const shares = dirichletDraw(seededRandom(seed), alphas);
          expect(shares).toHaveLength(alphas.length);
          expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
          expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it("takes typed arrays, gives the whole to a single share, and refuses what is no alpha", () => {
    expect(dirichletDraw(seededRandom(1), Float64Array.of(2, 3))).toHaveLength(2);
    expect(dirichletDraw(seededRandom(1), [5])).toEqual([1]);
    expect(() => dirichletDraw(Math.random, [])).toThrow(
      new RangeError("dirichletDraw requires at least one alpha, got none"),
    );
    expect(() => dirichletDraw(Math.random, [1, 0])).toThrow(
      new RangeError("dirichletDraw requires alpha 1 between 1e-300 and 1e12, got 0"),
    );
  });
});
