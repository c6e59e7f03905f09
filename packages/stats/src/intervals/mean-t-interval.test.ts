import { meanIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { meanTInterval } from "./mean-t-interval.ts";

describe("meanTInterval keeps the laws of intervals for a mean", () => {
  for (const law of meanIntervalLaws(meanTInterval, {
    name: "meanTInterval",
    without: ["on the scale", "has width"],
  }))
    it(law.name, law.check);
});

describe("meanTInterval", () => {
  it("has no width when all answers are equal and runs off the scale, which is why it is not the default", () => {
    expect(meanTInterval({ mean: 5, variance: 0, n: 9, min: 1, max: 5 })).toEqual({ low: 5, high: 5 });
    expect(meanTInterval({ mean: 4.9, variance: 0.3, n: 9, min: 1, max: 5 }).high).toBeGreaterThan(5);
  });

  it("is the whole scale for one response", () => {
    expect(meanTInterval({ mean: 3, variance: 0, n: 1, min: 1, max: 5 })).toEqual({ low: 1, high: 5 });
    expect(meanTInterval({ mean: 3, variance: 2, n: 0.4, min: 1, max: 5 })).toEqual({ low: 1, high: 5 });
  });

  it("names the variance that is none", () => {
    expect(() => meanTInterval({ mean: 3, variance: NaN, n: 10, min: 1, max: 5 })).toThrow(
      new RangeError(
        "meanTInterval requires finite n > 0, variance ≥ 0 and min ≤ mean ≤ max, got n 10, variance NaN, mean 3 of 1…5",
      ),
    );
  });
});
