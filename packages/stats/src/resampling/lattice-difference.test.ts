import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latticeDifference } from "./lattice-difference.ts";
import { latticeDistribution } from "./lattice-distribution.ts";
import { percentileInterval } from "./percentile-interval.ts";

describe("latticeDifference", () => {
  it("sums the probabilities of all pairs of means", () => {
    fc.assert(
      fc.property(counts, counts, fc.integer({ min: -20, max: 20 }), (left, right, tenths) => {
        fc.pre(total(left) > 0 && total(right) > 0);
        const [a, b] = [
          { scores, counts: left },
          { scores, counts: right },
        ];
        const difference = latticeDifference(a, b);
        const [one, other] = [latticeDistribution(a), latticeDistribution(b)];
        const x = tenths / 10;
        let [upTo, above] = [0, 0];
        one.values.forEach((value, i) =>
          other.values.forEach((subtracted, j) => {
            const probability = (one.probabilities[i] ?? 0) * (other.probabilities[j] ?? 0);
            if (value - subtracted <= x + 1e-12) upTo += probability;
            else above += probability;
          }),
        );
        expect(difference.cdf(x)).toBeCloseTo(upTo, 12);
        expect(difference.survival(x)).toBeCloseTo(above, 12);
      }),
    );
  });

  it("negates when the groups swap", () => {
    fc.assert(
      fc.property(counts, counts, fc.double({ min: 0.5, max: 0.999, noNaN: true }), (left, right, level) => {
        fc.pre(total(left) > 0 && total(right) > 0);
        const [a, b] = [
          { scores, counts: left },
          { scores, counts: right },
        ];
        const one = percentileInterval(latticeDifference(a, b), level);
        const other = percentileInterval(latticeDifference(b, a), level);
        expect(one.low).toBeCloseTo(-other.high, 12);
        expect(one.high).toBeCloseTo(-other.low, 12);
      }),
    );
  });

  it("counts a tie of unequal base sizes as a tie", () => {
    const difference = latticeDifference({ scores, counts: [1, 0, 2] }, { scores, counts: [7, 0, 14] });
    expect(difference.observed).toBe(0);
    const tied = difference.cdf(0) - difference.cdf(-1e-6);
    expect(tied).toBeGreaterThan(0.05);
    expect(difference.midRank(0)).toBeCloseTo(difference.cdf(0) - tied / 2, 12);
  });

  it("has the acceleration of both groups, and none where they are alike", () => {
    const a = { scores, counts: [3, 3, 14] };
    expect(latticeDifference(a, a).acceleration).toBeCloseTo(0, 15);
    const constant = { scores, counts: [0, 20, 0] };
    expect(latticeDifference(a, constant).acceleration).toBeCloseTo(latticeDistribution(a).acceleration, 14);
    expect(latticeDifference(constant, a).acceleration).toBeCloseTo(-latticeDistribution(a).acceleration, 14);
  });

  it("is one value where each group agrees with itself", () => {
    const difference = latticeDifference({ scores, counts: [0, 0, 5] }, { scores, counts: [0, 9, 0] });
    expect(percentileInterval(difference)).toEqual({ low: 1, high: 1 });
    expect(difference).toMatchObject({ observed: 1, standardDeviation: 0, acceleration: 0 });
  });

  it("handles a million answers in each group", () => {
    const { low, high } = percentileInterval(
      latticeDifference(
        { scores, counts: [250_000, 230_000, 520_000] },
        { scores, counts: [250_000, 240_001, 509_998] },
      ),
    );
    const margin = 1.96 * Math.sqrt(0.7 / 1e6 + 0.7 / 1e6);
    expect(low).toBeCloseTo(0.01 - margin, 4);
    expect(high).toBeCloseTo(0.01 + margin, 4);
  });

  it("refuses groups on no common lattice", () => {
    expect(() =>
      latticeDifference({ scores: [0, 1], counts: [1, 1] }, { scores: [0, Math.SQRT2], counts: [1, 1] }),
    ).toThrow(RangeError);
    expect(() => latticeDifference({ scores, counts: [0, 0, 0] }, { scores, counts: [1, 1, 1] })).toThrow(
      new RangeError("latticeDifference requires finite counts ≥ 0, not all 0, got 0, 0, 0"),
    );
    expect(() =>
      latticeDifference({ scores, counts: [1, 1, 1] }, { scores, counts: [1, 1, 1] }).cdf(NaN),
    ).toThrow(RangeError);
  });
});

const scores = [-1, 0, 1];
const counts = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 3, maxLength: 3 });

function total(some: readonly number[]): number {
  return some.reduce((sum, count) => sum + count, 0);
}
