import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DifferenceTest } from "./difference-test.ts";
import type { NetCounts } from "../intervals/net-interval.ts";

import { netDifferenceWelch } from "./net-difference-welch.ts";

describe("netDifferenceWelch", () => {
  // Witness: mpmath 1.2.1
  it("agrees with its witness", () => expectGolden(netDifferenceWelch, "welch_t"));

  it("is finite for every pair of samples, single responses and equal answers included", () => {
    fc.assert(
      fc.property(counts, counts, level, (a, b, confidenceLevel) => {
        const { interval, statistic, pValue, standardError } = netDifferenceWelch(a, b, confidenceLevel);
        for (const value of [interval.low, interval.high, statistic, pValue, standardError])
          expect(value).toSatisfy(Number.isFinite);
      }),
    );
    const one = { favorable: 1, neutral: 0, unfavorable: 0 };
    const other = { favorable: 0, neutral: 0, unfavorable: 1 };
    expect(netDifferenceWelch(one, other).pValue).toBeGreaterThan(0.05);
  });

  it("stops at an empty group, naming it", () => {
    expect(() =>
      netDifferenceWelch(
        { favorable: 1, neutral: 0, unfavorable: 0 },
        { favorable: 0, neutral: 0, unfavorable: 0 },
      ),
    ).toThrow(new RangeError("netDifferenceWelch requires finite counts ≥ 0, not all 0, got 0,0,0"));
  });
});

const count = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.double({ min: 0, max: 1000, noNaN: true }));
const counts = fc
  .record({ favorable: count, neutral: count, unfavorable: count })
  .filter(({ favorable, neutral, unfavorable }) => favorable + neutral + unfavorable > 0.01);
const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });

interface Counts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

interface Case {
  readonly fn: string;
  readonly input: { readonly a: Counts; readonly b: Counts; readonly level: number };
  readonly expected: {
    readonly difference: number;
    readonly lower: number;
    readonly upper: number;
    readonly se?: number;
    readonly z?: number;
    readonly t?: number;
    readonly df?: number;
    readonly p?: number;
  };
}

function golden(fn: string): Case[] {
  const file = new URL("../fixtures/net-differences.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  return cases.filter((entry) => entry.fn === fn);
}

function netCounts({ promoters, passives, detractors }: Counts): NetCounts {
  return { favorable: promoters, neutral: passives, unfavorable: detractors };
}

function expectGolden(
  method: (a: NetCounts, b: NetCounts, level: number) => DifferenceTest,
  fn: string,
): void {
  expect(golden(fn).length).toBeGreaterThan(0);
  for (const { input, expected } of golden(fn)) {
    const got = method(netCounts(input.a), netCounts(input.b), input.level);
    expect(got.difference).toBeCloseTo(expected.difference / 100, 12);
    expect(got.interval.low).toBeCloseTo(expected.lower / 100, 11);
    expect(got.interval.high).toBeCloseTo(expected.upper / 100, 11);
    if (expected.se !== undefined) expect(got.standardError).toBeCloseTo(expected.se / 100, 12);
    if (expected.z !== undefined) expect(got.statistic).toBeCloseTo(expected.z, 11);
    if (expected.t !== undefined) expect(got.statistic).toBeCloseTo(expected.t, 11);
    if (expected.df !== undefined) expect(got.degreesOfFreedom).toBeCloseTo(expected.df, 8);
    if (expected.p !== undefined) expect(got.pValue).toBeCloseTo(expected.p, 12);
  }
}
