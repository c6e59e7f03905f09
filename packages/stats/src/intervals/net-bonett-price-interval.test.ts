import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { netWaldInterval } from "./net-wald-interval.ts";
import { netBonettPriceInterval } from "./net-bonett-price-interval.ts";

describe("netBonettPriceInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(netBonettPriceInterval, {
    name: "netBonettPriceInterval",
    without: ["on the scale", "contains the value"],
  }))
    it(law.name, law.check);
});

describe("netBonettPriceInterval", () => {
  it("says which counts it was given", () => {
    expect(() => netBonettPriceInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("netBonettPriceInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("is Wald's interval after adding one favorable and one unfavorable response", () => {
    const added = netWaldInterval({ favorable: 16, neutral: 13, unfavorable: 9 }, 0.9);
    const { low, high } = netBonettPriceInterval({ favorable: 15, neutral: 13, unfavorable: 8 }, 0.9);
    expect([low, high]).toEqual([expect.closeTo(added.low, 14), expect.closeTo(added.high, 14)]);
  });
});
