import { describe, expect, it } from "vitest";
import { bcaInterval } from "./bca-interval.ts";
import { bootstrapInterval } from "./bootstrap-interval.ts";
import { latticeDistribution } from "./lattice-distribution.ts";
import { percentileInterval } from "./percentile-interval.ts";

const sample = { scores: [1, 2, 3, 4, 5], counts: [1, 0, 2, 5, 12] };

describe("bootstrapInterval", () => {
  it("makes the interval it is asked for from the exact distribution, and says so", () => {
    expect(bootstrapInterval(sample)).toEqual({
      ...bcaInterval(latticeDistribution(sample)),
      estimate: 4.35,
      n: 20,
      confidenceLevel: 0.95,
      method: "bootstrap-bca",
      note: null,
    });
    expect(bootstrapInterval(sample, { method: percentileInterval, confidenceLevel: 0.8 })).toMatchObject({
      ...percentileInterval(latticeDistribution(sample), 0.8),
      method: "bootstrap-percentile",
    });
  });

  it("survives JSON", () => {
    const result = bootstrapInterval(sample);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it("says so where all answers are equal, or there is one", () => {
    expect(bootstrapInterval({ scores: [1, 5], counts: [0, 30] })).toMatchObject({
      low: 5,
      high: 5,
      note: "all-equal",
    });
    expect(bootstrapInterval({ scores: [1, 5], counts: [1, 0] })).toMatchObject({ low: 1, high: 1, n: 1 });
  });

  it("refuses 95", () => {
    expect(() => bootstrapInterval(sample, { confidenceLevel: 95 })).toThrow(RangeError);
  });
});
