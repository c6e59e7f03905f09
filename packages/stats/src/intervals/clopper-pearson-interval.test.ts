import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { proportionIntervalCoverage } from "../coverage/coverage.ts";
import { clopperPearsonInterval } from "./clopper-pearson-interval.ts";

describe("clopperPearsonInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(clopperPearsonInterval, { name: "clopperPearsonInterval" }))
    it(law.name, law.check);
});

describe("clopperPearsonInterval", () => {
  it("says which counts it was given", () => {
    expect(() => clopperPearsonInterval(12, 10)).toThrow(
      new RangeError("clopperPearsonInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("has closed forms at the ends: (α/2)^(1/n)", () => {
    for (const n of [1, 7, 1000]) {
      expect(clopperPearsonInterval(0, n)).toEqual({
        low: 0,
        high: expect.closeTo(1 - 0.025 ** (1 / n), 13),
      });
      expect(clopperPearsonInterval(n, n)).toEqual({ low: expect.closeTo(0.025 ** (1 / n), 13), high: 1 });
    }
  });

  it("never covers less than its level", () => {
    for (const n of [3, 10, 25])
      expect(proportionIntervalCoverage(clopperPearsonInterval, n).minCoverage).toBeGreaterThan(0.95);
  });

  it("stops at bases whose limits it cannot compute", () => {
    expect(clopperPearsonInterval(3e12, 1e13).high).toBeGreaterThan(0.3);
    expect(() => clopperPearsonInterval(3e19, 1e20)).toThrow(
      new RangeError("clopperPearsonInterval requires trials ≤ 1e13, got 100000000000000000000"),
    );
  });
});
