import { describe, expect, it } from "vitest";
import { betaCdf } from "../distributions/beta-distribution.ts";
import { betaDraw } from "./beta-draw.ts";
import { continuousFit, draws, mean } from "./fixtures/goodness-of-fit.ts";

describe("betaDraw", () => {
  it.each([
    [1, 1],
    [0.5, 0.5],
    [2, 3],
    [0.1, 40],
    [80, 0.7],
    [1e6, 2e6],
  ])("follows the beta distribution of shapes %d and %d", (a, b) => {
    const numbers = draws(20_000, (random) => betaDraw(random, a, b));
    expect(continuousFit(numbers, (x) => betaCdf(x, a, b))).toBeGreaterThan(0.001);
    const deviation = Math.sqrt((a * b) / (a + b + 1)) / (a + b);
    expect(Math.abs(mean(numbers) - a / (a + b))).toBeLessThan((4 * deviation) / Math.sqrt(20_000));
  });

  it("of tiny shapes is 0 or 1, as often as the shapes say, and never without a value", () => {
    const numbers = draws(20_000, (random) => betaDraw(random, 1e-200, 3e-200));
    expect(numbers.every((x) => x === 0 || x === 1)).toBe(true);
    expect(Math.abs(mean(numbers) - 0.25)).toBeLessThan(0.013);
  });

  it("refuses a shape that is not a positive number, and says which", () => {
    expect(() => betaDraw(Math.random, 0, 1)).toThrow(
      new RangeError("betaDraw requires a shape a between 1e-300 and 1e12, got 0"),
    );
    expect(() => betaDraw(Math.random, 1, NaN)).toThrow(
      new RangeError("betaDraw requires a shape b between 1e-300 and 1e12, got NaN"),
    );
  });
});
