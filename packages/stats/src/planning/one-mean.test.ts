import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneMeanDetectable, oneMeanPower, oneMeanSampleSize } from "./one-mean.ts";
import { twoMeansSampleSize } from "./two-means.ts";

describe("the plans for one mean or a change", () => {
  it("undo each other", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 1.5, noNaN: true }),
        fc.double({ min: 0.3, max: 0.99, noNaN: true }),
        (difference, power) => {
          const plan = oneMeanSampleSize({ difference, standardDeviation: 1, power });
          expect(oneMeanPower({ difference, standardDeviation: 1, n: plan.n }).power).toBeCloseTo(power, 9);
          const found = oneMeanDetectable({ standardDeviation: 1, n: plan.n, power });
          expect(found.difference).toBeCloseTo(difference, 7);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("need about a quarter of what two groups need in all, where the answers of the same people correlate by one half", () => {
    // The change of people whose two answers correlate by r varies by s√(2(1 − r)).
    const groups = twoMeansSampleSize({ difference: 0.2, standardDeviation: 1 }).n * 2;
    const pairs = oneMeanSampleSize({ difference: 0.2, standardDeviation: Math.sqrt(2 * (1 - 0.5)) }).n;
    expect(pairs / groups).toBeCloseTo(0.25, 2);
  });

  it("stop at what cannot be planned", () => {
    expect(() => oneMeanPower({ difference: 1, standardDeviation: 1, n: 1 })).toThrow(
      new RangeError("oneMeanPower requires a finite n, at least 1.5 a group after the design effect, got 1"),
    );
    expect(() => oneMeanSampleSize({ difference: 0, standardDeviation: 1 })).toThrow(
      new RangeError("oneMeanSampleSize requires a difference, got 0"),
    );
    expect(() =>
      oneMeanSampleSize({ difference: -0.1, standardDeviation: 1, alternative: "greater" }),
    ).toThrow(RangeError);
    expect(() => oneMeanSampleSize({ difference: 2, standardDeviation: 1, alternative: "less" })).toThrow(
      RangeError,
    );
  });

  it("stop at a direction there is not, and at more invitations than there are numbers", () => {
    const plan = { difference: 1, standardDeviation: 1 };
    expect(() => oneMeanSampleSize({ ...plan, alternative: "up" as never })).toThrow(
      new RangeError('oneMeanSampleSize requires alternative "two-sided", "greater" or "less", got up'),
    );
    expect(() => oneMeanSampleSize({ ...plan, rejections: "all" as never })).toThrow(
      new RangeError('oneMeanSampleSize requires rejections "right-direction" or "any-direction", got all'),
    );
    expect(() => oneMeanSampleSize({ ...plan, responseRate: 1e-320 })).toThrow(
      new RangeError("oneMeanSampleSize requires a finite number of invitations, got Infinity"),
    );
  });
});
