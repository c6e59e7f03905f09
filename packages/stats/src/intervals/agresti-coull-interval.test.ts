import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agrestiCoullInterval } from "./agresti-coull-interval.ts";
import { wilsonInterval } from "./wilson-interval.ts";

describe("agrestiCoullInterval", () => {
  // Witness: mpmath 1.2.1, 40 digits; cross-checked with statsmodels 0.13.5 where it has the method
  it("agrees with its witness to 1e-10", () => {
    for (const { input, expected } of golden()) {
      const { low, high } = agrestiCoullInterval(input.x, input.n, input.level);
      expect(low, JSON.stringify(input)).toBeCloseTo(expected.lower, 12);
      expect(high, JSON.stringify(input)).toBeCloseTo(expected.upper, 12);
    }
  });

  it("mirrors when successes and failures swap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), share, level, (n, part, confidenceLevel) => {
        const x = Math.round(part * n);
        const one = agrestiCoullInterval(x, n, confidenceLevel);
        const other = agrestiCoullInterval(n - x, n, confidenceLevel);
        expect(one.low).toBeCloseTo(1 - other.high, 12);
        expect(one.high).toBeCloseTo(1 - other.low, 12);
      }),
    );
  });

  it("is finite, ordered and never narrower at a higher level, for fractional counts too", () => {
    fc.assert(
      fc.property(share, fc.double({ min: 0.01, max: 1e6, noNaN: true }), level, level, (part, n, a, b) => {
        const narrow = agrestiCoullInterval(part * n, n, Math.min(a, b));
        const wide = agrestiCoullInterval(part * n, n, Math.max(a, b));
        for (const limit of [narrow.low, narrow.high, wide.low, wide.high])
          expect(limit).toSatisfy(Number.isFinite);
        expect(narrow.low).toBeLessThanOrEqual(narrow.high);
        expect(Math.max(0, wide.low)).toBeLessThanOrEqual(Math.max(0, narrow.low) + 1e-12);
        expect(Math.min(1, wide.high)).toBeGreaterThanOrEqual(Math.min(1, narrow.high) - 1e-12);
      }),
    );
  });

  it("contains Wilson's interval", () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 500 }), level, (part, n, confidenceLevel) => {
        const outer = agrestiCoullInterval(part * n, n, confidenceLevel);
        const inner = wilsonInterval(part * n, n, confidenceLevel);
        expect(outer.low).toBeLessThanOrEqual(inner.low + 1e-12);
        expect(outer.high).toBeGreaterThanOrEqual(inner.high - 1e-12);
      }),
    );
    expect(agrestiCoullInterval.method).toBe("agresti-coull");
  });

  it("stops at impossible counts and at levels that are not shares, naming them", () => {
    expect(() => agrestiCoullInterval(12, 10)).toThrow(
      new RangeError("agrestiCoullInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
    for (const [successes, trials] of [
      [-1, 10],
      [0, 0],
      [NaN, 10],
      [1, Infinity],
    ] as const)
      expect(() => agrestiCoullInterval(successes, trials)).toThrow(RangeError);
    for (const wrong of [95, 0, 1, NaN])
      expect(() => agrestiCoullInterval(5, 10, wrong)).toThrow(
        new RangeError(`agrestiCoullInterval requires 0 < confidenceLevel < 1, got ${wrong}`),
      );
  });
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const level = fc.double({ min: 0.001, max: 0.9999, noNaN: true });

interface Case {
  readonly fn: string;
  readonly input: { readonly x: number; readonly n: number; readonly level: number };
  readonly expected: { readonly lower: number; readonly upper: number };
}

function golden(): Case[] {
  const file = new URL("../fixtures/proportion-intervals.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  return cases.filter((entry) => entry.fn === "agresti_coull");
}
