import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { netWaldInterval } from "./net-wald-interval.ts";
import { netThirdsInterval } from "./net-thirds-interval.ts";

describe("netThirdsInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(netThirdsInterval, {
    name: "netThirdsInterval",
    without: ["on the scale", "contains the value", "nested"],
  }))
    it(law.name, law.check);
});

describe("netThirdsInterval", () => {
  it("says which counts it was given", () => {
    expect(() => netThirdsInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("netThirdsInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  it("adds four responses in all at 95 %", () => {
    const part = 1.959963984540054 ** 2 / 3;
    const added = netWaldInterval({ favorable: 15 + part, neutral: 13 + part, unfavorable: 8 + part });
    const { low, high } = netThirdsInterval({ favorable: 15, neutral: 13, unfavorable: 8 });
    expect([low, high]).toEqual([expect.closeTo(added.low, 14), expect.closeTo(added.high, 14)]);
    expect(3 * part).toBeCloseTo(3.84, 2);
  });
});
