import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { waldProportionInterval } from "./wald-proportion-interval.ts";
import { waldContinuityInterval } from "./wald-continuity-interval.ts";

describe("waldContinuityInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(waldContinuityInterval, {
    name: "waldContinuityInterval",
    without: ["on the scale"],
  }))
    it(law.name, law.check);
});

describe("waldContinuityInterval", () => {
  it("says which counts it was given", () => {
    expect(() => waldContinuityInterval(12, 10)).toThrow(
      new RangeError("waldContinuityInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("is half a response wider than Wald's interval on either side", () => {
    const plain = waldProportionInterval(7, 20, 0.9);
    const { low, high } = waldContinuityInterval(7, 20, 0.9);
    expect([low, high]).toEqual([
      expect.closeTo(plain.low - 0.025, 14),
      expect.closeTo(plain.high + 0.025, 14),
    ]);
  });
});
