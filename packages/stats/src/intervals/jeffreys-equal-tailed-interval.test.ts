import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { jeffreysInterval } from "./jeffreys-interval.ts";
import { jeffreysEqualTailedInterval } from "./jeffreys-equal-tailed-interval.ts";

describe("jeffreysEqualTailedInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(jeffreysEqualTailedInterval, {
    name: "jeffreysEqualTailedInterval",
    without: ["contains the value"],
  }))
    it(law.name, law.check);
});

describe("jeffreysEqualTailedInterval", () => {
  it("says which counts it was given", () => {
    expect(() => jeffreysEqualTailedInterval(12, 10)).toThrow(
      new RangeError(
        "jeffreysEqualTailedInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10",
      ),
    );
  });

  it("is Jeffreys' interval but at the ends, where it stays off 0 and 1", () => {
    expect(jeffreysEqualTailedInterval(7, 20)).toEqual(jeffreysInterval(7, 20));
    expect(jeffreysEqualTailedInterval(0, 20).low).toBeGreaterThan(0);
    expect(jeffreysEqualTailedInterval(20, 20).high).toBeLessThan(1);
    expect(jeffreysEqualTailedInterval(0, 20).high).toBe(jeffreysInterval(0, 20).high);
  });

  it("stops at bases whose limits it cannot compute", () => {
    expect(jeffreysEqualTailedInterval(3e12, 1e13).high).toBeGreaterThan(0.3);
    expect(() => jeffreysEqualTailedInterval(3e19, 1e20)).toThrow(
      new RangeError("jeffreysEqualTailedInterval requires trials ≤ 1e13, got 100000000000000000000"),
    );
  });
});
