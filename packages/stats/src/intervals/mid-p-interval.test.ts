import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { binomialProbability, binomialSurvival } from "../distributions/binomial-distribution.ts";
import { clopperPearsonInterval } from "./clopper-pearson-interval.ts";
import { midPInterval } from "./mid-p-interval.ts";

describe("midPInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(midPInterval, {
    name: "midPInterval",
    without: ["contains the value"],
    largestBase: 1e4,
  }))
    it(law.name, law.check);
});

describe("midPInterval", () => {
  it("says which counts it was given", () => {
    expect(() => midPInterval(12, 10)).toThrow(
      new RangeError("midPInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("has closed forms at the ends: α^(1/n)", () => {
    for (const n of [1, 7, 1000]) {
      expect(midPInterval(0, n)).toEqual({ low: 0, high: expect.closeTo(1 - 0.05 ** (1 / n), 13) });
      expect(midPInterval(n, n)).toEqual({ low: expect.closeTo(0.05 ** (1 / n), 13), high: 1 });
    }
  });

  it("lies within Clopper and Pearson's interval", () => {
    for (const successes of [0, 1, 7, 19, 20]) {
      const [inner, outer] = [midPInterval(successes, 20), clopperPearsonInterval(successes, 20)];
      expect(inner.low).toBeGreaterThanOrEqual(outer.low);
      expect(inner.high).toBeLessThanOrEqual(outer.high);
    }
  });

  it("leaves half the probability of what was observed in either tail", () => {
    const { low } = midPInterval(7, 20);
    expect(binomialSurvival(7, 20, low) + binomialProbability(7, 20, low) / 2).toBeCloseTo(0.025, 13);
  });

  it("stops at bases whose limits it cannot compute", () => {
    expect(midPInterval(3e12, 1e13).high).toBeGreaterThan(0.3);
    expect(() => midPInterval(3e19, 1e20)).toThrow(
      new RangeError("midPInterval requires trials ≤ 1e13, got 100000000000000000000"),
    );
  });
});
