import { describe, expect, it } from "vitest";
import { basicInterval } from "./basic-interval.ts";
import { latticeDistribution } from "./lattice-distribution.ts";
import { percentileInterval } from "./percentile-interval.ts";

describe("basicInterval", () => {
  it("is the percentile interval reflected at the estimate", () => {
    const exact = latticeDistribution({ scores: [1, 2, 3, 4, 5], counts: [4, 1, 9, 20, 31] });
    const { low, high } = basicInterval(exact, 0.9);
    const reflected = percentileInterval(exact, 0.9);
    expect((low + reflected.high) / 2).toBeCloseTo(exact.observed, 12);
    expect((high + reflected.low) / 2).toBeCloseTo(exact.observed, 12);
  });

  it("may leave the scale, as published", () => {
    expect(basicInterval(latticeDistribution({ scores: [0, 1], counts: [2, 8] })).high).toBeGreaterThan(1);
  });

  it("has no width where all answers are equal, and refuses 95", () => {
    const exact = latticeDistribution({ scores: [0, 1], counts: [0, 8] });
    expect(basicInterval(exact)).toEqual({ low: 1, high: 1 });
    expect(() => basicInterval(exact, 95)).toThrow(
      new RangeError("basicInterval requires 0 < confidenceLevel < 1, got 95"),
    );
  });
});
