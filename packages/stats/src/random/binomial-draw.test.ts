import { describe, expect, it } from "vitest";
import { binomialCdf } from "../distributions/binomial-distribution.ts";
import { binomialDraw } from "./binomial-draw.ts";
import { discreteFit, draws, mean, variance } from "./fixtures/goodness-of-fit.ts";
import { seededRandom } from "./seeded-random.ts";

describe("binomialDraw", () => {
  it.each([
    [1, 0.3],
    [10, 0.5],
    [15, 0.9],
    [20, 0.5],
    [25, 0.4],
    [100, 0.02],
    [100, 0.97],
    [1000, 0.0101],
    [1000, 0.35],
    [1e9, 3e-9],
    [1e9, 0.5],
    [1e13, 0.999_999],
  ])("follows the binomial distribution of %d trials of chance %d", (trials, chance) => {
    const numbers = draws(50_000, (random) => binomialDraw(random, trials, chance));
    expect(discreteFit(numbers, (k) => binomialCdf(Math.min(k, trials), trials, chance))).toBeGreaterThan(
      0.001,
    );
    const spread = trials * chance * (1 - chance);
    expect(Math.abs(mean(numbers) - trials * chance)).toBeLessThan(4.5 * Math.sqrt(spread / 50_000));
    expect(Math.abs(variance(numbers) / spread - 1)).toBeLessThan(4.5 * Math.sqrt((2 + 1 / spread) / 50_000));
  });

  it("costs as much for a billion trials as for a hundred", () => {
    for (const chance of [1e-9, 0.5]) {
      let asked = 0;
      const random = seededRandom(3);
      for (let i = 0; i < 1000; i++)
        binomialDraw(
          () => {
            asked++;
            return random();
          },
          1e9,
          chance,
        );
      expect(asked).toBeLessThan(3000);
    }
  });

  it("is sure where chance is 0 or 1, or there are no trials", () => {
    const random = seededRandom(1);
    expect([
      binomialDraw(random, 1e9, 0),
      binomialDraw(random, 1e9, 1),
      binomialDraw(random, 0, 0.5),
    ]).toEqual([0, 1e9, 0]);
  });

  it("ends at the edges of the uniform numbers", () => {
    for (const u of [0, 1 - 2 ** -53]) {
      for (const [trials, chance] of [
        [5, 0.5],
        [1e9, 1e-9],
        [1e9, 9.9e-9],
      ] as const) {
        const k = binomialDraw(() => u, trials, chance);
        expect(k >= 0 && k <= trials && k < 100).toBe(true);
      }
    }
  });

  it("refuses trials that are no whole number and chances that are none", () => {
    expect(() => binomialDraw(Math.random, 1.5, 0.5)).toThrow(
      new RangeError("binomialDraw requires a whole number of trials from 0 to 1e13, got 1.5"),
    );
    expect(() => binomialDraw(Math.random, 10, NaN)).toThrow(
      new RangeError("binomialDraw requires 0 ≤ probability ≤ 1, got NaN"),
    );
  });
});
