import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { waldProportionInterval } from "./wald-proportion-interval.ts";

describe("waldProportionInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(waldProportionInterval, {
    name: "waldProportionInterval",
    without: ["on the scale", "has width"],
  }))
    it(law.name, law.check);
});

describe("waldProportionInterval", () => {
  it("says which counts it was given", () => {
    expect(() => waldProportionInterval(12, 10)).toThrow(
      new RangeError("waldProportionInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("has no width when all trials agree", () => {
    expect(waldProportionInterval(10, 10)).toEqual({ low: 1, high: 1 });
  });
});
