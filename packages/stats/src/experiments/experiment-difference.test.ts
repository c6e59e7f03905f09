import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanDifference } from "../differences/mean-difference.ts";
import { experimentDifference } from "./experiment-difference.ts";
import { meanArm } from "./mean-arm.ts";
import { proportionArm } from "./proportion-arm.ts";

describe("experimentDifference", () => {
  it("is Welch's t for means: the same numbers as meanDifference", () => {
    fc.assert(
      fc.property(ratings, ratings, (x, y) => {
        const [control, treatment] = [meanArm(x), meanArm(y)];
        fc.pre(control.standardError + treatment.standardError > 0);
        const got = experimentDifference(control, treatment, 0.9);
        const summary = (arm: typeof control) => ({
          mean: arm.value,
          variance: arm.standardError ** 2 * arm.n,
          n: arm.n,
          min: -100,
          max: 100,
        });
        const same = meanDifference(summary(treatment), summary(control), 0.9);
        expect(got.difference).toBeCloseTo(same.difference, 10);
        expect(got.interval.low).toBeCloseTo(same.interval.low, 8);
        expect(got.degreesOfFreedom).toBeCloseTo(same.degreesOfFreedom ?? NaN, 6);
        expect(got.pValue).toBeCloseTo(same.pValue, 10);
      }),
    );
  });

  it("is z for shares, and negates when control and treatment swap", () => {
    const [a, b] = [proportionArm(120, 400), proportionArm(150, 420)];
    const one = experimentDifference(a, b);
    const other = experimentDifference(b, a);
    expect(one.test).toBe("z");
    expect(one.difference).toBeCloseTo(150 / 420 - 0.3, 14);
    expect(one.interval.low).toBeCloseTo(-other.interval.high, 14);
    expect(one.pValue).toBe(other.pValue);
  });

  it("stops where nothing varies, and at 95", () => {
    expect(() => experimentDifference(proportionArm(0, 5), proportionArm(5, 5))).toThrow(
      new RangeError("experimentDifference requires an arm that varies, got 0"),
    );
    expect(() => experimentDifference(proportionArm(1, 5), proportionArm(2, 5), 95)).toThrow(
      new RangeError("experimentDifference requires 0 < confidenceLevel < 1, got 95"),
    );
    expect(() => experimentDifference({ value: NaN, standardError: 1, n: 3 }, proportionArm(2, 5))).toThrow(
      new RangeError("experimentDifference requires finite values (at most 1e300), got NaN"),
    );
  });
});

const ratings = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 30 });
