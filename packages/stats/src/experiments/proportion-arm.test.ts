import { describe, expect, it } from "vitest";
import { meanArm } from "./mean-arm.ts";
import { proportionArm } from "./proportion-arm.ts";

describe("proportionArm", () => {
  it("is the mean of zeros and ones, with divisor n", () => {
    const arm = proportionArm(3, 8);
    const mean = meanArm([1, 1, 1, 0, 0, 0, 0, 0]);
    expect(arm.value).toBe(mean.value);
    expect(arm.standardError).toBeCloseTo(mean.standardError * Math.sqrt(7 / 8), 14);
    expect(arm.degreesOfFreedom).toBeUndefined();
  });

  it("is certain of itself where all are alike, and stops at more successes than trials", () => {
    expect(proportionArm(0, 5).standardError).toBe(0);
    expect(() => proportionArm(6, 5)).toThrow(
      new RangeError("proportionArm requires 0 ≤ successes ≤ trials and trials > 0, got 6 of 5"),
    );
    expect(() => proportionArm(0, 0)).toThrow(RangeError);
  });
});
