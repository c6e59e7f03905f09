import { describe, expect, it } from "vitest";
import { latticeDistribution } from "./lattice-distribution.ts";
import { normalBootstrapInterval } from "./normal-bootstrap-interval.ts";
import { replicateDistribution } from "./replicate-distribution.ts";

describe("normalBootstrapInterval", () => {
  it("is the Wald interval for a mean, which has no bias", () => {
    const exact = latticeDistribution({ scores: [0, 1], counts: [30, 70] });
    const { low, high } = normalBootstrapInterval(exact);
    expect((low + high) / 2).toBeCloseTo(0.7, 14);
    expect((high - low) / 2).toBeCloseTo(1.959964 * Math.sqrt((0.7 * 0.3) / 100), 7);
  });

  it("moves against the bias", () => {
    const { low, high } = normalBootstrapInterval(replicateDistribution(10, [10, 11, 12, 13]));
    expect((low + high) / 2).toBeCloseTo(8.5, 12);
  });

  it("has no width where all answers are equal, and refuses 95", () => {
    const exact = latticeDistribution({ scores: [0, 1], counts: [0, 8] });
    expect(normalBootstrapInterval(exact)).toEqual({ low: 1, high: 1 });
    expect(() => normalBootstrapInterval(exact, 95)).toThrow(
      new RangeError("normalBootstrapInterval requires 0 < confidenceLevel < 1, got 95"),
    );
  });
});
