import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { meanTInterval } from "./mean-t-interval.ts";
import { weightedPointSummary } from "../survey/weighted-point-summary.ts";

describe("meanTInterval", () => {
  // Witness: mpmath 1.2.1
  it("agrees with its witness to 1e-12, from the responses to the limits", () => {
    for (const { input, expected } of golden()) {
      const summary = weightedPointSummary({ points: input.x, counts: input.x.map(() => 1) });
      const { low, high } = meanTInterval(
        { mean: summary.mean ?? NaN, variance: summary.variance ?? NaN, n: summary.n, min: -100, max: 100 },
        input.level,
      );
      expect(summary.standardError).toBeCloseTo(expected.se, 12);
      expect(low).toBeCloseTo(expected.lower, 12);
      expect(high).toBeCloseTo(expected.upper, 12);
    }
  });

  it("has no width when all answers are equal and runs off the scale, which is why it is not the default", () => {
    expect(meanTInterval({ mean: 5, variance: 0, n: 9, min: 1, max: 5 })).toEqual({ low: 5, high: 5 });
    expect(meanTInterval({ mean: 4.9, variance: 0.3, n: 9, min: 1, max: 5 }).high).toBeGreaterThan(5);
  });

  it("is the whole scale for one response", () => {
    expect(meanTInterval({ mean: 3, variance: 0, n: 1, min: 1, max: 5 })).toEqual({ low: 1, high: 5 });
    expect(meanTInterval({ mean: 3, variance: 2, n: 0.4, min: 1, max: 5 })).toEqual({ low: 1, high: 5 });
  });

  it("stops at impossible summaries and levels, naming them", () => {
    const good = { mean: 3, variance: 1, n: 10, min: 1, max: 5 };
    expect(() => meanTInterval({ ...good, variance: NaN })).toThrow(
      new RangeError("meanTInterval requires a finite variance ≥ 0, got NaN"),
    );
    expect(() => meanTInterval({ ...good, mean: 0 })).toThrow(RangeError);
    expect(() => meanTInterval(good, 95)).toThrow(
      new RangeError("meanTInterval requires 0 < confidenceLevel < 1, got 95"),
    );
    expect(meanTInterval.method).toBe("t");
  });
});

interface Case {
  readonly fn: string;
  readonly input: { readonly x: readonly number[]; readonly level: number };
  readonly expected: { readonly se: number; readonly lower: number; readonly upper: number };
}

function golden(): Case[] {
  const { cases } = JSON.parse(readFileSync(new URL("../fixtures/means.json", import.meta.url), "utf8")) as {
    cases: Case[];
  };
  return cases.filter((entry) => entry.fn === "t_interval");
}
