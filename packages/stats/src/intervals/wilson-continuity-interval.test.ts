import { proportionIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson-interval.ts";
import { wilsonContinuityInterval } from "./wilson-continuity-interval.ts";

describe("wilsonContinuityInterval keeps the laws of intervals for a proportion", () => {
  for (const law of proportionIntervalLaws(wilsonContinuityInterval, { name: "wilsonContinuityInterval" }))
    it(law.name, law.check);
});

describe("wilsonContinuityInterval", () => {
  it("says which counts it was given", () => {
    expect(() => wilsonContinuityInterval(12, 10)).toThrow(
      new RangeError("wilsonContinuityInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
  });

  it("is Newcombe's closed form", () => {
    const z = 1.959963984540054;
    const [p, n] = [81 / 263, 263];
    const root = Math.sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1));
    expect(wilsonContinuityInterval(81, 263).low).toBeCloseTo(
      (2 * n * p + z * z - 1 - z * root) / (2 * (n + z * z)),
      13,
    );
  });

  it("contains Wilson's interval and ends at 0 and 1 within half a response of the end", () => {
    const [inner, outer] = [wilsonInterval(7, 20), wilsonContinuityInterval(7, 20)];
    expect(outer.low).toBeLessThan(inner.low);
    expect(outer.high).toBeGreaterThan(inner.high);
    expect(wilsonContinuityInterval(0.5, 20).low).toBe(0);
    expect(wilsonContinuityInterval(19.6, 20).high).toBe(1);
  });
});
