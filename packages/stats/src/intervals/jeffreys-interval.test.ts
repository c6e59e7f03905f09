import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { jeffreysInterval } from "./jeffreys-interval.ts";

describe("jeffreysInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(jeffreysInterval, {
    name: "jeffreysInterval",
    without: ["contains the value"],
  }))
    it(law.name, law.check);
});

describe("jeffreysInterval", () => {
  it("says which counts it was given", () => {
    expect(() => jeffreysInterval(12, 10)).toThrow(
      new RangeError("jeffreysInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("ends exactly at 0 and 1", () => {
    expect(jeffreysInterval(0, 10).low).toBe(0);
    expect(jeffreysInterval(10, 10).high).toBe(1);
  });

  it("stops at bases whose limits it cannot compute", () => {
    expect(jeffreysInterval(3e12, 1e13).high).toBeGreaterThan(0.3);
    expect(() => jeffreysInterval(3e19, 1e20)).toThrow(
      new RangeError("jeffreysInterval requires trials ≤ 1e13, got 100000000000000000000"),
    );
  });
});
