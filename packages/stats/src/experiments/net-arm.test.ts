import { describe, expect, it } from "vitest";
import { meanArm } from "./mean-arm.ts";
import { netArm } from "./net-arm.ts";

describe("netArm", () => {
  it("is the mean of ones, zeros and minus ones, with divisor n", () => {
    const arm = netArm({ favorable: 3, neutral: 1, unfavorable: 2 });
    const mean = meanArm([1, 1, 1, 0, -1, -1]);
    expect(arm.value).toBeCloseTo(mean.value, 14);
    expect(arm.standardError).toBeCloseTo(mean.standardError * Math.sqrt(5 / 6), 14);
    expect(arm.n).toBe(6);
  });

  it("stops without answers", () => {
    expect(() => netArm({ favorable: 0, neutral: 0, unfavorable: 0 })).toThrow(
      new RangeError("netArm requires finite counts ≥ 0, not all 0, got 0,0,0"),
    );
  });
});
