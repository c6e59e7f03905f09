import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { netTInterval } from "./net-t-interval.ts";

describe("netTInterval", () => {
  // Witness: mpmath 1.2.1, 40 digits; an independent R version agrees
  it("agrees with its witness to 1e-11", () => {
    for (const { input, expected } of golden()) {
      const counts = { favorable: input.promoters, neutral: input.passives, unfavorable: input.detractors };
      const { low, high } = netTInterval(counts, input.level);
      expect(low, JSON.stringify(input)).toBeCloseTo(expected.lower / 100, 11);
      expect(high, JSON.stringify(input)).toBeCloseTo(expected.upper / 100, 11);
    }
  });

  it("negates when favorable and unfavorable swap", () => {
    fc.assert(
      fc.property(cell, cell, cell, level, (favorable, neutral, unfavorable, confidenceLevel) => {
        fc.pre(favorable + neutral + unfavorable > 0.01);
        const one = netTInterval({ favorable, neutral, unfavorable }, confidenceLevel);
        const other = netTInterval(
          { favorable: unfavorable, neutral, unfavorable: favorable },
          confidenceLevel,
        );
        expect(one.low).toBeCloseTo(-other.high, 12);
        expect(one.high).toBeCloseTo(-other.low, 12);
      }),
    );
  });

  it("is finite, ordered and never narrower at a higher level, for fractional counts too", () => {
    fc.assert(
      fc.property(cell, cell, cell, level, level, (favorable, neutral, unfavorable, a, b) => {
        const n = favorable + neutral + unfavorable;
        fc.pre(n > 0.01);
        const counts = { favorable, neutral, unfavorable };
        const narrow = netTInterval(counts, Math.min(a, b));
        const wide = netTInterval(counts, Math.max(a, b));
        for (const limit of [narrow.low, narrow.high, wide.low, wide.high])
          expect(limit).toSatisfy(Number.isFinite);
        expect(narrow.low).toBeLessThanOrEqual(narrow.high);
        expect(wide.high - wide.low).toBeGreaterThanOrEqual((narrow.high - narrow.low) * (1 - 1e-12));
      }),
    );
  });

  it("is the whole scale for one response, which says nothing about spread", () => {
    expect(netTInterval({ favorable: 1, neutral: 0, unfavorable: 0 })).toEqual({ low: -1, high: 1 });
    expect(netTInterval({ favorable: 0.2, neutral: 0.1, unfavorable: 0.1 })).toEqual({ low: -1, high: 1 });
  });

  it("is called t", () => {
    expect(netTInterval.method).toBe("t");
  });

  it("stops at impossible counts and at levels that are not shares, naming them", () => {
    expect(() => netTInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("netTInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
    expect(() => netTInterval({ favorable: 0, neutral: 0, unfavorable: 0 })).toThrow(RangeError);
    expect(() => netTInterval({ favorable: NaN, neutral: 1, unfavorable: 0 })).toThrow(RangeError);
    expect(() => netTInterval({ favorable: -0.5, neutral: 0, unfavorable: 1 })).toThrow(RangeError);
    for (const wrong of [95, 0, 1, NaN])
      expect(() => netTInterval({ favorable: 4, neutral: 3, unfavorable: 3 }, wrong)).toThrow(
        new RangeError(`netTInterval requires 0 < confidenceLevel < 1, got ${wrong}`),
      );
  });
});

const cell = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1e6, noNaN: true }));
const level = fc.double({ min: 0.001, max: 0.9999, noNaN: true });

interface Case {
  readonly fn: string;
  readonly input: {
    readonly promoters: number;
    readonly passives: number;
    readonly detractors: number;
    readonly level: number;
  };
  readonly expected: { readonly lower: number; readonly upper: number };
}

function golden(): Case[] {
  const file = new URL("../fixtures/net-intervals.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  return cases.filter((entry) => entry.fn === "wald_t");
}
