import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bcaInterval, bcaTails } from "./bca-interval.ts";
import { latticeDistribution } from "./lattice-distribution.ts";
import { percentileInterval } from "./percentile-interval.ts";
import { replicateDistribution } from "./replicate-distribution.ts";

const replicates = Array.from({ length: 99 }, (_, index) => index + 1);

describe("bcaInterval", () => {
  it("is the percentile interval where nothing is biased or skewed", () => {
    const exact = latticeDistribution({ scores: [-1, 0, 1], counts: [20, 30, 20] });
    expect(bcaInterval(exact)).toEqual(percentileInterval(exact));
    const tails = bcaTails(exact, 0.9);
    expect(tails.lower).toBeCloseTo(0.05, 12);
    expect(tails.upper).toBeCloseTo(0.05, 12);
  });

  it("negates with the scores", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 3, maxLength: 6 }), level, (counts, confidenceLevel) => {
        fc.pre(counts.some((count) => count > 0));
        const scores = counts.map((_, index) => index);
        const one = bcaInterval(latticeDistribution({ scores, counts }), confidenceLevel);
        const negative = scores.map((score) => -score);
        const other = bcaInterval(latticeDistribution({ scores: negative, counts }), confidenceLevel);
        expect(one.low).toBeCloseTo(-other.high, 9);
        expect(one.high).toBeCloseTo(-other.low, 9);
        expect(one.low).toBeLessThanOrEqual(one.high);
      }),
    );
  });

  it("counts ties half, so that equal replicates are no bias", () => {
    const tied = replicateDistribution(3, [2, 3, 3, 3, 3, 3, 3, 4], { acceleration: 0 });
    expect(bcaTails(tied).lower).toBeCloseTo(0.025, 12);
  });

  it("shifts up where the estimate lies high among its replicates", () => {
    const { low, high } = bcaInterval(replicateDistribution(60, replicates, { acceleration: 0 }), 0.9);
    const plain = percentileInterval(replicateDistribution(60, replicates), 0.9);
    expect(low).toBeGreaterThan(plain.low);
    expect(high).toBeGreaterThan(plain.high);
  });

  it("has no width where all answers are equal", () => {
    expect(bcaInterval(latticeDistribution({ scores: [1, 2], counts: [0, 1] }))).toEqual({ low: 2, high: 2 });
    expect(bcaInterval(replicateDistribution(2, [2, 2, 2], { acceleration: 0 }))).toEqual({
      low: 2,
      high: 2,
    });
  });

  it("stays with the last replicate when the acceleration leaves nothing beyond it", () => {
    const { low, high } = bcaInterval(replicateDistribution(50, replicates, { acceleration: 2 }), 0.95);
    expect(high).toBe(99);
    expect(low).toSatisfy(Number.isFinite);
  });

  it("refuses what it cannot correct for", () => {
    expect(() => bcaInterval(replicateDistribution(50, replicates))).toThrow(
      "bcaInterval requires a distribution with a finite acceleration, such as that of a jackknife",
    );
    expect(() => bcaInterval(replicateDistribution(100, replicates, { acceleration: 0 }))).toThrow(
      new RangeError(
        "bcaInterval requires an estimate that some replicates are below and some above, got 100",
      ),
    );
    expect(() =>
      bcaInterval(replicateDistribution(50, replicates, { acceleration: 0, biasCorrection: Infinity })),
    ).toThrow(RangeError);
    expect(() => bcaInterval(replicateDistribution(50, replicates, { acceleration: 0 }), 95)).toThrow(
      new RangeError("bcaInterval requires 0 < confidenceLevel < 1, got 95"),
    );
  });
});

const level = fc.double({ min: 0.5, max: 0.999, noNaN: true });
