import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreInterval } from "./score-interval.ts";
import { normalQuantile } from "../distributions/normal-quantile.ts";

describe("scoreInterval", () => {
  // Witness: mpmath 1.2.1, 40 digits; an independent R version agrees
  it("agrees with its witness to 1e-11", () => {
    for (const { input, expected } of golden()) {
      const counts = { favorable: input.promoters, neutral: input.passives, unfavorable: input.detractors };
      const { low, high } = scoreInterval(counts, input.level);
      expect(low, JSON.stringify(input)).toBeCloseTo(expected.lower / 100, 11);
      expect(high, JSON.stringify(input)).toBeCloseTo(expected.upper / 100, 11);
    }
  });

  it("negates when favorable and unfavorable swap", () => {
    fc.assert(
      fc.property(cell, cell, cell, level, (favorable, neutral, unfavorable, confidenceLevel) => {
        fc.pre(favorable + neutral + unfavorable > 0.01);
        const one = scoreInterval({ favorable, neutral, unfavorable }, confidenceLevel);
        const other = scoreInterval(
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
        const narrow = scoreInterval(counts, Math.min(a, b));
        const wide = scoreInterval(counts, Math.max(a, b));
        for (const limit of [narrow.low, narrow.high, wide.low, wide.high])
          expect(limit).toSatisfy(Number.isFinite);
        expect(narrow.low).toBeLessThanOrEqual(narrow.high);
        expect(wide.high - wide.low).toBeGreaterThanOrEqual((narrow.high - narrow.low) * (1 - 1e-12));
        expect(wide.low).toBeGreaterThanOrEqual(-1);
        expect(wide.high).toBeLessThanOrEqual(1);
        expect(narrow.low).toBeLessThanOrEqual((favorable - unfavorable) / n);
        expect(narrow.high).toBeGreaterThanOrEqual((favorable - unfavorable) / n);
      }),
    );
  });

  it("excludes a value exactly when the score test rejects it", () => {
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.double({ min: -0.99, max: 0.99, noNaN: true }),
        (favorable, neutral, unfavorable, value) => {
          const n = favorable + neutral + unfavorable;
          fc.pre(n > 0);
          const { low, high } = scoreInterval({ favorable, neutral, unfavorable });
          fc.pre(Math.min(Math.abs(value - low), Math.abs(value - high)) > 1e-9);
          const rejected = scoreStatistic(favorable, unfavorable, n, value) > normalQuantile(0.975);
          expect(value < low || value > high).toBe(rejected);
        },
      ),
    );
  });

  it("ends exactly at −1 and 1 when all responses agree", () => {
    expect(scoreInterval({ favorable: 3, neutral: 0, unfavorable: 0 }).high).toBe(1);
    expect(scoreInterval({ favorable: 0, neutral: 0, unfavorable: 3 }).low).toBe(-1);
  });

  it("is called score", () => {
    expect(scoreInterval.method).toBe("score");
  });

  it("stops at impossible counts and at levels that are not shares, naming them", () => {
    expect(() => scoreInterval({ favorable: 3, neutral: -1, unfavorable: 2 })).toThrow(
      new RangeError("scoreInterval requires finite counts ≥ 0, not all 0, got 3,-1,2"),
    );
    expect(() => scoreInterval({ favorable: 0, neutral: 0, unfavorable: 0 })).toThrow(RangeError);
    expect(() => scoreInterval({ favorable: NaN, neutral: 1, unfavorable: 0 })).toThrow(RangeError);
    expect(() => scoreInterval({ favorable: -0.5, neutral: 0, unfavorable: 1 })).toThrow(RangeError);
    for (const wrong of [95, 0, 1, NaN])
      expect(() => scoreInterval({ favorable: 4, neutral: 3, unfavorable: 3 }, wrong)).toThrow(
        new RangeError(`scoreInterval requires 0 < confidenceLevel < 1, got ${wrong}`),
      );
  });
});

const count = fc.integer({ min: 0, max: 60 });

/** |z| of the score test, its restricted likelihood maximised by golden-section search instead of the closed form. */
function scoreStatistic(favorable: number, unfavorable: number, n: number, value: number): number {
  const logLikelihood = (share: number) =>
    term(favorable, share + value) +
    term(unfavorable, share) +
    term(n - favorable - unfavorable, 1 - value - 2 * share);
  let low = Math.max(0, -value);
  let high = (1 - value) / 2;
  for (let step = 0; step < 100; step++) {
    const left = high - (high - low) * 0.618;
    const right = low + (high - low) * 0.618;
    if (logLikelihood(left) > logLikelihood(right)) high = right;
    else low = left;
  }
  const share = (low + high) / 2;
  return Math.abs((favorable - unfavorable) / n - value) / Math.sqrt((2 * share + value - value * value) / n);
}

function term(observed: number, share: number): number {
  return observed === 0 ? 0 : observed * Math.log(Math.max(share, 1e-300));
}

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
  return cases.filter((entry) => entry.fn === "score_tango");
}
