import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { normalSurvival } from "../distributions/normal-distribution.ts";
import { wilsonInterval, wilsonLimits } from "./wilson-interval.ts";

describe("wilsonInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(wilsonInterval, { name: "wilsonInterval", pValue: scorePValue }))
    it(law.name, law.check);
});

describe("wilsonInterval", () => {
  it("says which counts it was given", () => {
    expect(() => wilsonInterval(12, 10)).toThrow(
      new RangeError("wilsonInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("forgives the rounding of weighted counts, and no more", () => {
    const base = 0.1 + 0.2;
    expect(wilsonInterval(base, 0.3)).toEqual(wilsonInterval(0.3, 0.3));
    expect(() => wilsonInterval(0.3001, 0.3)).toThrow(RangeError);
  });

  it("ends exactly at 0 and 1", () => {
    expect(wilsonInterval(0, 10).low).toBe(0);
    expect(wilsonInterval(10, 10).high).toBe(1);
  });

  it("becomes the whole scale for an infinite critical value", () => {
    expect(wilsonLimits(0.3, 0.7, 5, Infinity)).toEqual({ low: 0, high: 1 });
  });

  it("gives finite limits in order for bases beyond counting", () => {
    for (const confidenceLevel of [1e-300, 0.95, 1 - 2 ** -53])
      for (const trials of [1e9, 1e37])
        for (const share of [0, 1e-9, 0.2578469984230242, 1]) {
          const { low, high } = wilsonInterval(trials * share, trials, confidenceLevel);
          expect(low >= 0 && low <= high && high <= 1).toBe(true);
        }
  });
});

function scorePValue(successes: number, trials: number, value: number): number {
  const standardError = Math.sqrt((value * (1 - value)) / trials);
  return 2 * normalSurvival(Math.abs(successes / trials - value) / standardError);
}

it("wilsonInterval refuses text, null and lists, which would pass for numbers", () => {
  for (const wrong of ["3", null, [], undefined])
    expect(() => wilsonInterval(wrong as unknown as number, 10)).toThrow(RangeError);
});
