import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { netTInterval } from "./net-t-interval.ts";

describe("netTInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(netTInterval, {
    name: "netTInterval",
    without: ["on the scale", "has width"],
  }))
    it(law.name, law.check);
});

describe("netTInterval", () => {
  it("says which counts it was given", () => {
    expect(() => netTInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("netTInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("is the whole scale for one response, which says nothing about spread", () => {
    expect(netTInterval({ favorable: 1, neutral: 0, unfavorable: 0 })).toEqual({ low: -1, high: 1 });
    expect(netTInterval({ favorable: 0.2, neutral: 0.1, unfavorable: 0.1 })).toEqual({ low: -1, high: 1 });
  });
});
