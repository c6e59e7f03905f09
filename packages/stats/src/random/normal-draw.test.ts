import { describe, expect, it } from "vitest";
import { normalCdf } from "../distributions/normal-distribution.ts";
import { continuousFit, draws, mean } from "./fixtures/goodness-of-fit.ts";
import { normalDraw } from "./normal-draw.ts";

describe("normalDraw", () => {
  const numbers = draws(100_000, normalDraw);

  it("follows the normal distribution", () => {
    expect(continuousFit(numbers, normalCdf)).toBeGreaterThan(0.001);
  });

  it("has mean 0, variance 1, no skew and the normal's fourth moment", () => {
    expect(Math.abs(mean(numbers))).toBeLessThan(4 / Math.sqrt(1e5));
    expect(Math.abs(mean(numbers.map((z) => z ** 2)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 1e5));
    expect(Math.abs(mean(numbers.map((z) => z ** 3)))).toBeLessThan(4 * Math.sqrt(15 / 1e5));
    expect(Math.abs(mean(numbers.map((z) => z ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / 1e5));
  });

  it("passes over a point outside the circle and the point at its center", () => {
    const source = [0.999, 0.999, 0.5, 0.5, 0.75, 0.5].values();
    expect(normalDraw(() => source.next().value ?? 0)).toBeCloseTo(
      0.5 * Math.sqrt((-2 * Math.log(0.25)) / 0.25),
      14,
    );
  });
});
