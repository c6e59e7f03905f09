import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { netWaldInterval } from "./net-wald-interval.ts";
import { netAgrestiMinInterval } from "./net-agresti-min-interval.ts";

describe("netAgrestiMinInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(netAgrestiMinInterval, {
    name: "netAgrestiMinInterval",
    without: ["on the scale", "contains the value"],
  }))
    it(law.name, law.check);
});

describe("netAgrestiMinInterval", () => {
  it("says which counts it was given", () => {
    expect(() => netAgrestiMinInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("netAgrestiMinInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("is Wald's interval after adding half a favorable, one neutral and half an unfavorable response", () => {
    const added = netWaldInterval({ favorable: 15.5, neutral: 14, unfavorable: 8.5 }, 0.9);
    const { low, high } = netAgrestiMinInterval({ favorable: 15, neutral: 13, unfavorable: 8 }, 0.9);
    expect([low, high]).toEqual([expect.closeTo(added.low, 14), expect.closeTo(added.high, 14)]);
  });
});
