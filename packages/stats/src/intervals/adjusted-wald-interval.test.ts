import { readFileSync } from "node:fs";
import { netIntervalLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { kishEffectiveSize } from "../survey/weighted-mean.ts";
import { adjustedWaldInterval } from "./adjusted-wald-interval.ts";

describe("adjustedWaldInterval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(adjustedWaldInterval, {
    name: "adjustedWaldInterval",
    without: ["on the scale", "contains the value"],
  }))
    it(law.name, law.check);
});

describe("adjustedWaldInterval", () => {
  it("says which counts it was given", () => {
    expect(() => adjustedWaldInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("adjustedWaldInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
  });

  // Witness: mpmath 1.2.1, real-valued effective counts after Kish
  it("takes weighted counts scaled to the effective base", () => {
    const file = new URL("../fixtures/net-weighted.json", import.meta.url);
    const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: WeightedCase[] };
    for (const { input, expected } of cases) {
      const { ratings, weights, level: confidenceLevel } = input;
      const scale = kishEffectiveSize(weights) / weights.reduce((sum, weight) => sum + weight, 0);
      const weighing = (low: number, high: number) =>
        scale *
        weights.reduce(
          (sum, weight, i) => sum + ((ratings[i] ?? -1) >= low && (ratings[i] ?? 99) <= high ? weight : 0),
          0,
        );
      const counts = { favorable: weighing(9, 10), neutral: weighing(7, 8), unfavorable: weighing(0, 6) };
      const { low, high } = adjustedWaldInterval(counts, confidenceLevel);
      expect(low).toBeCloseTo(expected.adjustedWald3TLower / 100, 11);
      expect(high).toBeCloseTo(expected.adjustedWald3TUpper / 100, 11);
    }
  });

  it("comes to a point with more answers than any double can square", () => {
    for (const favorable of [1e160, 1e308])
      expect(adjustedWaldInterval({ favorable, neutral: 10, unfavorable: 0 })).toEqual({
        low: expect.closeTo(1, 12),
        high: expect.closeTo(1, 12),
      });
  });
});

interface WeightedCase {
  readonly input: {
    readonly ratings: readonly number[];
    readonly weights: readonly number[];
    readonly level: number;
  };
  readonly expected: { readonly adjustedWald3TLower: number; readonly adjustedWald3TUpper: number };
}
