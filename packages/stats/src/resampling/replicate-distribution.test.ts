import { describe, expect, it } from "vitest";
import { percentileInterval } from "./percentile-interval.ts";
import { replicateDistribution, strictBiasCorrection } from "./replicate-distribution.ts";
import { linearQuantile } from "./replicate-quantile.ts";

describe("replicateDistribution", () => {
  const distribution = replicateDistribution(2, [4, 2, 1, 2, 6]);

  it("has mean, spread and ranks of the replicates, ties counted half", () => {
    expect(distribution.mean).toBe(3);
    expect(distribution.standardDeviation).toBe(2);
    expect([distribution.cdf(2), distribution.survival(2), distribution.midRank(2)]).toEqual([0.6, 0.4, 0.4]);
    expect([distribution.cdf(0), distribution.survival(0), distribution.midRank(7)]).toEqual([0, 1, 1]);
  });

  it("does not touch what it is given, and takes typed arrays", () => {
    const replicates = Float64Array.of(3, 1, 2);
    replicateDistribution(2, replicates);
    expect([...replicates]).toEqual([3, 1, 2]);
  });

  it("reads between replicates by the rule it is given", () => {
    const straight = replicateDistribution(2, [1, 2, 3, 4], { quantile: linearQuantile });
    expect(straight.quantile(0.3)).toBeCloseTo(1.9, 12);
    expect(straight.upperQuantile(0.3)).toBeCloseTo(3.1, 12);
  });

  it("has no spread and no width where the statistic never changes", () => {
    const constant = replicateDistribution(0.1, [0.1, 0.1, 0.1]);
    expect(constant.standardDeviation).toBe(0);
    expect(percentileInterval(constant)).toEqual({ low: 0.1, high: 0.1 });
  });

  it("refuses what are no replicates", () => {
    expect(() => replicateDistribution(1, [1])).toThrow(
      new RangeError("replicateDistribution requires at least two replicates, got 1"),
    );
    expect(() => replicateDistribution(1, [1, NaN, 2])).toThrow(
      new RangeError("replicateDistribution requires finite replicates, got NaN"),
    );
    expect(() => replicateDistribution(1, [1, Infinity])).toThrow(RangeError);
    expect(() => replicateDistribution(NaN, [1, 2])).toThrow(RangeError);
  });
});

describe("strictBiasCorrection", () => {
  it("is 0 where half of the replicates lie below, and sees a bias in ties", () => {
    expect(strictBiasCorrection(2.5, [1, 2, 3, 4])).toBeCloseTo(0, 14);
    expect(strictBiasCorrection(2, [1, 2, 2, 3])).toBeLessThan(-0.6);
  });

  it("refuses an estimate outside of all replicates", () => {
    expect(() => strictBiasCorrection(0, [1, 2])).toThrow(
      new RangeError(
        "strictBiasCorrection requires some replicates below the estimate and some not, got a share of 0 below 0",
      ),
    );
    expect(() => strictBiasCorrection(3, [1, 2])).toThrow(RangeError);
  });
});
