import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredDetectable, chiSquaredPower, chiSquaredSampleSize } from "./chi-squared-power.ts";
import { normalCdf, normalSurvival } from "../distributions/normal-distribution.ts";

describe("the plans for a chi-squared test", () => {
  it("agree with one degree of freedom with the two-sided z test", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 0.5, noNaN: true }), (n, w) => {
        const shift = w * Math.sqrt(n);
        const z = 1.959963984540054;
        expect(chiSquaredPower({ degreesOfFreedom: 1, effect: w, n }).power).toBeCloseTo(
          normalSurvival(z - shift) + normalCdf(-z - shift),
          10,
        );
      }),
    );
  });

  it("undo each other", () => {
    for (const [degreesOfFreedom, effect, power] of [
      [1, 0.1, 0.9],
      [4, 0.3, 0.8],
      [30, 0.5, 0.5],
    ] as const) {
      const plan = chiSquaredSampleSize({ degreesOfFreedom, effect, power });
      expect(chiSquaredPower({ degreesOfFreedom, effect, n: plan.n }).power).toBeCloseTo(power, 9);
      expect(chiSquaredDetectable({ degreesOfFreedom, n: plan.n, power }).effect).toBeCloseTo(effect, 7);
    }
  });

  it("stop at what cannot be planned", () => {
    expect(() => chiSquaredPower({ degreesOfFreedom: 1.5, effect: 0.2, n: 10 })).toThrow(
      new RangeError("chiSquaredPower requires whole degreesOfFreedom of 1 to 1,000,000, got 1.5"),
    );
    expect(() => chiSquaredSampleSize({ degreesOfFreedom: 2, effect: 0 })).toThrow(
      new RangeError("chiSquaredSampleSize requires an effect > 0, got 0"),
    );
    expect(() => chiSquaredPower({ degreesOfFreedom: 2, effect: NaN, n: 10 })).toThrow(RangeError);
  });
});
