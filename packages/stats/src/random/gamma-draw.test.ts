import { describe, expect, it } from "vitest";
import { gammaCdf } from "../distributions/gamma-distribution.ts";
import { continuousFit, draws, mean, variance } from "./fixtures/goodness-of-fit.ts";
import { gammaDraw, logGammaDraw } from "./gamma-draw.ts";

describe("gammaDraw", () => {
  it.each([0.05, 0.5, 0.999, 1, 1.5, 3, 30, 1e4, 1e6])(
    "follows the gamma distribution of shape %d",
    (shape) => {
      const numbers = draws(20_000, (random) => gammaDraw(random, shape));
      expect(continuousFit(numbers, (x) => gammaCdf(x, shape))).toBeGreaterThan(0.001);
      expect(Math.abs(mean(numbers) - shape)).toBeLessThan(4.5 * Math.sqrt(shape / 20_000));
      expect(Math.abs(variance(numbers) / shape - 1)).toBeLessThan(4.5 * Math.sqrt((2 + 6 / shape) / 20_000));
    },
  );

  it("of a shape of a thousandth follows it as far as doubles reach, and its logarithm further", () => {
    const logs = draws(20_000, (random) => logGammaDraw(random, 1e-3));
    expect(logs.every(Number.isFinite)).toBe(true);
    // So far down P(x) is x^shape / Γ(shape + 1), which the logarithm follows below the smallest double.
    expect(
      continuousFit(logs, (log) =>
        log > -700 ? gammaCdf(Math.exp(log), 1e-3) : Math.exp(1e-3 * log + 5.76e-4),
      ),
    ).toBeGreaterThan(0.001);
    expect(logGammaDraw(() => 0.3, 1e-300)).toBeLessThan(-1e299);
    expect(gammaDraw(() => 0.3, 1e-300)).toBe(0);
  });

  it("refuses a shape that is not a positive number", () => {
    for (const shape of [0, -1, NaN, Infinity])
      expect(() => gammaDraw(Math.random, shape)).toThrow(
        new RangeError(`gammaDraw requires a shape between 1e-300 and 1e12, got ${shape}`),
      );
  });
});
