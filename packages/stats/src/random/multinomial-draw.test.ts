import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialCdf } from "../distributions/binomial-distribution.ts";
import { discreteFit, draws, mean } from "./fixtures/goodness-of-fit.ts";
import { multinomialDraw } from "./multinomial-draw.ts";
import { seededRandom } from "./seeded-random.ts";

describe("multinomialDraw", () => {
  const probabilities = [0.1, 0.55, 0, 0.35];

  it.each([0, 1, 3])("has the binomial distribution in category %d", (index) => {
    const counts = draws(20_000, (random) => multinomialDraw(random, 80, probabilities)[index] ?? NaN);
    expect(
      discreteFit(counts, (k) => binomialCdf(Math.min(k, 80), 80, probabilities[index] ?? NaN)),
    ).toBeGreaterThan(0.001);
  });

  it("ties the categories as the multinomial does: covariance −n·p·q", () => {
    const products = draws(50_000, (random) => {
      const [, one = 0, , other = 0] = multinomialDraw(random, 80, probabilities);
      return (one - 44) * (other - 28);
    });
    expect(mean(products)).toBeCloseTo(-80 * 0.55 * 0.35, 0);
  });

  it("gives counts that sum to the trials, none where the probability is 0", () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 8 })
          .filter((w) => w.some(Boolean)),
        fc.integer({ min: 0, max: 1e12 }),
        fc.maxSafeInteger(),
        (weights, trials, seed) => {
          const total = weights.reduce((a, b) => a + b);
          const counts = multinomialDraw(
            seededRandom(seed),
            trials,
            weights.map((weight) => weight / total),
          );
          expect(counts.reduce((a, b) => a + b)).toBe(trials);
          for (const [index, count] of counts.entries()) if (weights[index] === 0) expect(count).toBe(0);
        },
      ),
    );
  });

  it("refuses probabilities that are negative or do not sum to 1", () => {
    expect(() => multinomialDraw(Math.random, 5, [1.2, -0.2])).toThrow(
      new RangeError("multinomialDraw requires probability 1 to be 0 or above, got -0.2"),
    );
    expect(() => multinomialDraw(Math.random, 5, [NaN])).toThrow(RangeError);
    expect(() => multinomialDraw(Math.random, 5, [0.5, 0.4])).toThrow(
      new RangeError("multinomialDraw requires probabilities that sum to 1, got 0.9"),
    );
    expect(() => multinomialDraw(Math.random, -1, [1])).toThrow(RangeError);
  });
});
