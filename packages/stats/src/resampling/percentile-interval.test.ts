import { describe, expect, it } from "vitest";
import { latticeDistribution } from "./lattice-distribution.ts";
import { percentileInterval } from "./percentile-interval.ts";
import { replicateDistribution } from "./replicate-distribution.ts";

describe("percentileInterval", () => {
  it("leaves at most half of the rest on either side, and no more than it must", () => {
    const exact = latticeDistribution({ scores: [1, 2, 3, 4, 5], counts: [4, 1, 9, 20, 31] });
    const { low, high } = percentileInterval(exact, 0.9);
    expect(exact.cdf(low - 1e-6)).toBeLessThan(0.05);
    expect(exact.cdf(low)).toBeGreaterThanOrEqual(0.05);
    expect(exact.survival(high)).toBeLessThan(0.05);
    expect(exact.survival(high - 1e-6)).toBeGreaterThanOrEqual(0.05);
  });

  it("reads replicates by their own rule, the same from both ends", () => {
    const replicates = Array.from({ length: 99 }, (_, index) => index + 1);
    expect(percentileInterval(replicateDistribution(50, replicates), 0.9)).toEqual({ low: 5, high: 95 });
    const mirrored = replicates.map((value) => -value);
    expect(percentileInterval(replicateDistribution(-50, mirrored), 0.9)).toEqual({ low: -95, high: -5 });
  });

  it("is wider at a higher level, and refuses 95", () => {
    const exact = latticeDistribution({ scores: [0, 1], counts: [30, 70] });
    const widths = [0.5, 0.8, 0.9, 0.99].map((level) => {
      const { low, high } = percentileInterval(exact, level);
      return high - low;
    });
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(() => percentileInterval(exact, 95)).toThrow(
      new RangeError("percentileInterval requires 0 < confidenceLevel < 1, got 95"),
    );
  });
});
