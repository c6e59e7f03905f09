import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { netWaldInterval } from "./net-wald-interval.ts";

describe("netWaldInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(netWaldInterval, {
    name: "netWaldInterval",
    without: ["on the scale", "has width"],
  }))
    it(law.name, law.check);
});

describe("netWaldInterval", () => {
  it("says which counts it was given", () => {
    expect(() => netWaldInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("netWaldInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("has no width when all responses agree, which is why it is not the default", () => {
    expect(netWaldInterval({ favorable: 7, neutral: 0, unfavorable: 0 })).toEqual({ low: 1, high: 1 });
  });
});
