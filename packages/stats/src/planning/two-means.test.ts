import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { twoMeansDetectable, twoMeansPower, twoMeansSampleSize } from "./two-means.ts";

describe("the plans for two means", () => {
  it("undo each other", () => {
    fc.assert(
      fc.property(effect, ratio, power, (difference, r, wanted) => {
        const plan = twoMeansSampleSize({ difference, standardDeviation: 1, ratio: r, power: wanted });
        fc.pre(plan.n > 2);
        expect(plan.power).toBeCloseTo(wanted, 9);
        expect(plan.powerAtGroups).toBeGreaterThanOrEqual(wanted - 1e-9);
        const back = { standardDeviation: 1, ratio: r, n: plan.n };
        expect(twoMeansPower({ ...back, difference }).power).toBeCloseTo(wanted, 9);
        expect(twoMeansDetectable({ ...back, power: wanted }).difference).toBeCloseTo(difference, 7);
      }),
      { numRuns: 40 },
    );
  });

  it("depend on difference and standard deviation by their ratio, whichever way it points", () => {
    const plan = twoMeansSampleSize({ difference: 0.3, standardDeviation: 1.2 });
    expect(twoMeansSampleSize({ difference: -3, standardDeviation: 12 }).n).toBeCloseTo(plan.n, 9);
    const oneSided = { standardDeviation: 1.2, alternative: "less" as const };
    expect(twoMeansSampleSize({ difference: -0.3, ...oneSided }).n).toBeLessThan(plan.n);
    expect(twoMeansDetectable({ n: 200, ...oneSided }).difference).toBeLessThan(0);
  });

  it("need a little more than the normal approximation", () => {
    const { n } = twoMeansSampleSize({ difference: 0.5, standardDeviation: 1 });
    const normal = 2 * ((1.959963984540054 + 0.8416212335729143) / 0.5) ** 2;
    expect(n).toBeGreaterThan(normal);
    expect(n).toBeLessThan(normal + 1.5);
  });

  it("give whole groups that a t test can be made of, however large the difference", () => {
    expect(twoMeansSampleSize({ difference: 1e6, standardDeviation: 1 }).groups).toEqual([2, 2]);
    expect(twoMeansPower({ difference: 0, standardDeviation: 1, n: 10 }).power).toBeCloseTo(0.025, 10);
  });

  it("stop at what cannot be planned", () => {
    expect(() => twoMeansPower({ difference: 1, standardDeviation: -1, n: 10 })).toThrow(
      new RangeError("twoMeansPower requires a finite standardDeviation > 0, got -1"),
    );
    expect(() => twoMeansPower({ difference: 1, standardDeviation: 1, n: 1 })).toThrow(
      new RangeError(
        "twoMeansPower requires a finite n, at least 1.25 a group after the design effect, got 1",
      ),
    );
    expect(() => twoMeansSampleSize({ difference: 0, standardDeviation: 1 })).toThrow(
      new RangeError("twoMeansSampleSize requires a difference, got 0"),
    );
    expect(() => twoMeansSampleSize({ difference: Infinity, standardDeviation: 1 })).toThrow(RangeError);
  });
});

const effect = fc.double({ min: 0.05, max: 1.5, noNaN: true });
const ratio = fc.double({ min: 0.4, max: 3, noNaN: true });
const power = fc.double({ min: 0.3, max: 0.99, noNaN: true });
