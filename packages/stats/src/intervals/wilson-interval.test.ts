import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson-interval.ts";
import { normalCriticalValue } from "../critical-value.ts";
import { wilsonLimits } from "./wilson-interval.ts";

describe("wilsonInterval", () => {
  // Witness: mpmath 1.2.1, 40 digits; cross-checked with statsmodels 0.13.5 where it has the method
  it("agrees with its witness to 1e-10", () => {
    for (const { input, expected } of golden()) {
      const { low, high } = wilsonInterval(input.x, input.n, input.level);
      expect(low, JSON.stringify(input)).toBeCloseTo(expected.lower, 12);
      expect(high, JSON.stringify(input)).toBeCloseTo(expected.upper, 12);
    }
  });

  it("mirrors when successes and failures swap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), share, level, (n, part, confidenceLevel) => {
        const x = Math.round(part * n);
        const one = wilsonInterval(x, n, confidenceLevel);
        const other = wilsonInterval(n - x, n, confidenceLevel);
        expect(one.low).toBeCloseTo(1 - other.high, 12);
        expect(one.high).toBeCloseTo(1 - other.low, 12);
      }),
    );
  });

  it("is finite, ordered and never narrower at a higher level, for fractional counts too", () => {
    fc.assert(
      fc.property(share, fc.double({ min: 0.01, max: 1e6, noNaN: true }), level, level, (part, n, a, b) => {
        const narrow = wilsonInterval(part * n, n, Math.min(a, b));
        const wide = wilsonInterval(part * n, n, Math.max(a, b));
        for (const limit of [narrow.low, narrow.high, wide.low, wide.high])
          expect(limit).toSatisfy(Number.isFinite);
        expect(narrow.low).toBeLessThanOrEqual(narrow.high);
        expect(Math.max(0, wide.low)).toBeLessThanOrEqual(Math.max(0, narrow.low) + 1e-12);
        expect(Math.min(1, wide.high)).toBeGreaterThanOrEqual(Math.min(1, narrow.high) - 1e-12);
        expect(narrow.low).toBeGreaterThanOrEqual(0);
        expect(narrow.high).toBeLessThanOrEqual(1);
        expect(narrow.low).toBeLessThanOrEqual(part + 1e-12);
        expect(narrow.high).toBeGreaterThanOrEqual(part - 1e-12);
      }),
    );
  });

  // Witness: mpmath 1.2.1, Wilson's formula with a real-valued n
  it("takes effective bases", () => {
    const { low, high } = wilsonInterval(0.62 * 180.5, 180.5);
    expect([low, high]).toEqual([
      expect.closeTo(0.5473860065375594, 12),
      expect.closeTo(0.6876126762174504, 12),
    ]);
  });

  it("forgives the rounding of weighted counts, and no more", () => {
    const base = 0.1 + 0.2;
    expect(wilsonInterval(base, 0.3)).toEqual(wilsonInterval(0.3, 0.3));
    expect(() => wilsonInterval(0.3001, 0.3)).toThrow(RangeError);
  });

  it("ends exactly at 0 and 1 and survives a single trial", () => {
    expect(wilsonInterval(0, 10).low).toBe(0);
    expect(wilsonInterval(10, 10).high).toBe(1);
    expect(wilsonInterval(1, 1)).toEqual({ low: expect.closeTo(0.2065493, 6), high: 1 });
  });

  it("limits are the shares a score test would just not reject", () => {
    const z = normalCriticalValue("test", 0.95);
    for (const limit of Object.values(wilsonInterval(81, 263)))
      expect(Math.abs(81 / 263 - limit) / Math.sqrt((limit * (1 - limit)) / 263)).toBeCloseTo(z, 10);
  });

  it("becomes the whole scale for an infinite critical value", () => {
    expect(wilsonLimits(0.3, 0.7, 5, Infinity)).toEqual({ low: 0, high: 1 });
  });

  it("is called wilson", () => {
    expect(wilsonInterval.method).toBe("wilson");
  });

  it("stops at impossible counts and at levels that are not shares, naming them", () => {
    expect(() => wilsonInterval(12, 10)).toThrow(
      new RangeError("wilsonInterval requires 0 ≤ successes ≤ trials and trials > 0, got 12 of 10"),
    );
    for (const [successes, trials] of [
      [-1, 10],
      [0, 0],
      [NaN, 10],
      [1, Infinity],
    ] as const)
      expect(() => wilsonInterval(successes, trials)).toThrow(RangeError);
    for (const wrong of [95, 0, 1, NaN])
      expect(() => wilsonInterval(5, 10, wrong)).toThrow(
        new RangeError(`wilsonInterval requires 0 < confidenceLevel < 1, got ${wrong}`),
      );
  });

  it("gives finite limits in order at levels next to 0 and 1, and for bases beyond counting", () => {
    for (const confidenceLevel of [1e-300, 1e-17, 1 - 2 ** -53])
      for (const trials of [0.01, 1, 20, 1e9, 1e37])
        for (const share of [0, 1e-9, 0.2578469984230242, 1]) {
          const { low, high } = wilsonInterval(trials * share, trials, confidenceLevel);
          expect(low >= 0 && low <= high && high <= 1).toBe(true);
        }
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
  return cases.filter((entry) => entry.fn === "wilson");
}
