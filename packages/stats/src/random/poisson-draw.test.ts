import { describe, expect, it } from "vitest";
import { gammaSurvival } from "../distributions/gamma-distribution.ts";
import { discreteFit, draws, mean as average, variance } from "./fixtures/goodness-of-fit.ts";
import { poissonDraw } from "./poisson-draw.ts";
import { seededRandom } from "./seeded-random.ts";

describe("poissonDraw", () => {
  it.each([0.02, 1, 9.9, 10, 14, 100, 12_345.6, 1e9, 9.99e11])(
    "follows the Poisson distribution of mean %d",
    (mean) => {
      const numbers = draws(50_000, (random) => poissonDraw(random, mean));
      expect(discreteFit(numbers, (k) => gammaSurvival(mean, k + 1))).toBeGreaterThan(0.001);
      expect(Math.abs(average(numbers) - mean)).toBeLessThan(4.5 * Math.sqrt(mean / 50_000));
      expect(Math.abs(variance(numbers) / mean - 1)).toBeLessThan(4.5 * Math.sqrt((2 + 1 / mean) / 50_000));
    },
  );

  it("is 0 for a mean of 0, and ends at the edges of the uniform numbers", () => {
    expect(poissonDraw(seededRandom(1), 0)).toBe(0);
    expect(poissonDraw(() => 0, 5)).toBe(0);
    expect(poissonDraw(() => 1 - 2 ** -53, 5)).toBeLessThan(60);
  });

  it("refuses a mean that is negative or too large", () => {
    expect(() => poissonDraw(Math.random, -1)).toThrow(
      new RangeError("poissonDraw requires 0 ≤ mean ≤ 1e12, got -1"),
    );
    expect(() => poissonDraw(Math.random, NaN)).toThrow(RangeError);
  });
});
