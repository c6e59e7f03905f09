import { describe, expect, it } from "vitest";
import { exponentialDraw } from "./exponential-draw.ts";
import { continuousFit, draws } from "./fixtures/goodness-of-fit.ts";

describe("exponentialDraw", () => {
  it("follows the exponential distribution of mean 1", () => {
    expect(continuousFit(draws(100_000, exponentialDraw), (x) => -Math.expm1(-x))).toBeGreaterThan(0.001);
  });

  it("is finite and not negative at both ends of the uniform numbers", () => {
    expect(exponentialDraw(() => 0)).toBeCloseTo(0, 15);
    expect(exponentialDraw(() => 1 - 2 ** -53)).toBeCloseTo(53 * Math.LN2, 12);
    expect(exponentialDraw(() => 2 ** -53)).toBe(2 ** -53);
  });
});
