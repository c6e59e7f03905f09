import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { likelihoodRatioInterval } from "./likelihood-ratio-interval.ts";

describe("likelihoodRatioInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(likelihoodRatioInterval, {
    name: "likelihoodRatioInterval",
    pValue: likelihoodRatioPValue,
  }))
    it(law.name, law.check);
});

describe("likelihoodRatioInterval", () => {
  it("says which counts it was given", () => {
    expect(() => likelihoodRatioInterval(12, 10)).toThrow(
      new RangeError("likelihoodRatioInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("has closed forms at the ends: exp(−z²/2n)", () => {
    for (const n of [1, 7, 1000])
      expect(likelihoodRatioInterval(0, n)).toEqual({
        low: 0,
        high: expect.closeTo(1 - Math.exp(-(1.959963984540054 ** 2) / (2 * n)), 13),
      });
  });
});

function likelihoodRatioPValue(successes: number, trials: number, value: number): number {
  const failures = trials - successes;
  const deviance = term(successes, trials * value) + term(failures, trials * (1 - value));
  return chiSquaredSurvival(Math.max(0, 2 * deviance), 1);
}

function term(observed: number, expected: number): number {
  return observed === 0 ? 0 : observed * Math.log(observed / expected);
}
