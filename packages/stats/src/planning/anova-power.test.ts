import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anovaDetectable, anovaPower, anovaSampleSize } from "./anova-power.ts";
import { twoMeansPower } from "./two-means.ts";

describe("the plans for several means", () => {
  it("agree for two groups with the t test, significance in both directions counted", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.double({ min: 0, max: 0.7, noNaN: true }), (n, f) => {
        const t = twoMeansPower({ difference: 2 * f, standardDeviation: 1, n, rejections: "any-direction" });
        expect(anovaPower({ groupCount: 2, effect: f, n }).power).toBeCloseTo(t.power, 9);
      }),
    );
  });

  it("undo each other", () => {
    for (const [groupCount, effect, power] of [
      [3, 0.1, 0.9],
      [6, 0.25, 0.8],
      [12, 0.5, 0.5],
    ] as const) {
      const plan = anovaSampleSize({ groupCount, effect, power });
      expect(plan.groups).toHaveLength(groupCount);
      expect(anovaPower({ groupCount, effect, n: plan.n }).power).toBeCloseTo(power, 9);
      expect(anovaDetectable({ groupCount, n: plan.n, power }).effect).toBeCloseTo(effect, 7);
    }
    expect(anovaPower({ groupCount: 4, effect: 0, n: 30 }).power).toBeCloseTo(0.05, 10);
  });

  it("stop at what cannot be planned", () => {
    expect(() => anovaPower({ groupCount: 1, effect: 0.2, n: 10 })).toThrow(
      new RangeError("anovaPower requires 2 to 10,000 groups, got 1"),
    );
    expect(() => anovaSampleSize({ groupCount: 3, effect: 0 })).toThrow(
      new RangeError("anovaSampleSize requires an effect > 0, got 0"),
    );
    expect(() => anovaPower({ groupCount: 3, effect: -1, n: 10 })).toThrow(RangeError);
    expect(() => anovaPower({ groupCount: 3, effect: 1, n: 1 })).toThrow(RangeError);
  });
});
