import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson-interval.ts";
import { netMoverWilsonInterval } from "./net-mover-wilson-interval.ts";

describe("netMoverWilsonInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(netMoverWilsonInterval, { name: "netMoverWilsonInterval" }))
    it(law.name, law.check);
});

describe("netMoverWilsonInterval", () => {
  it("says which counts it was given", () => {
    expect(() => netMoverWilsonInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("netMoverWilsonInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("is Wilson's interval, stretched to −1…1, where nobody is neutral", () => {
    const { low, high } = netMoverWilsonInterval({ favorable: 14, neutral: 0, unfavorable: 6 });
    const wilson = wilsonInterval(14, 20);
    expect([low, high]).toEqual([
      expect.closeTo(2 * wilson.low - 1, 13),
      expect.closeTo(2 * wilson.high - 1, 13),
    ]);
  });
});
