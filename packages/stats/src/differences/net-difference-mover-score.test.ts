import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DifferenceTest } from "./difference-test.ts";
import type { NetCounts } from "../intervals/net-interval.ts";

import { netDifferenceMoverScore } from "./net-difference-mover-score.ts";

describe("netDifferenceMoverScore", () => {
  // Witness: mpmath 1.2.1, square and add of the two score intervals
  it("agrees with its witness", () => expectGolden(netDifferenceMoverScore, "mover_score"));

  it("excludes 0 exactly when its test rejects, and negates when the groups swap", () => {
    fc.assert(
      fc.property(counts, counts, level, (a, b, confidenceLevel) => {
        const one = netDifferenceMoverScore(a, b, confidenceLevel);
        const other = netDifferenceMoverScore(b, a, confidenceLevel);
        expect(one.interval.low).toBe(-other.interval.high);
        expect(one.pValue).toBe(other.pValue);
        expect(one.pValue).toSatisfy(Number.isFinite);
        fc.pre(Math.abs(one.pValue - (1 - confidenceLevel)) > 1e-9);
        expect(one.interval.low > 0 || one.interval.high < 0).toBe(one.pValue < 1 - confidenceLevel);
      }),
      { numRuns: 60 },
    );
  });

  it("stays within −2…2 around the observed difference", () => {
    fc.assert(
      fc.property(counts, counts, level, (a, b, confidenceLevel) => {
        const { difference, interval } = netDifferenceMoverScore(a, b, confidenceLevel);
        expect(interval.low).toBeGreaterThanOrEqual(-2);
        expect(interval.high).toBeLessThanOrEqual(2);
        expect(interval.low).toBeLessThanOrEqual(difference + 1e-12);
        expect(interval.high).toBeGreaterThanOrEqual(difference - 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it("finds no difference between equal samples and names itself", () => {
    const a = { favorable: 5, neutral: 2, unfavorable: 1 };
    expect(netDifferenceMoverScore(a, a)).toMatchObject({ statistic: 0, pValue: 1, method: "mover-score" });
  });

  it("stops at an empty group and at wrong levels, naming them", () => {
    const a = { favorable: 1, neutral: 1, unfavorable: 1 };
    expect(() => netDifferenceMoverScore(a, { favorable: 0, neutral: 0, unfavorable: 0 })).toThrow(
      RangeError,
    );
    expect(() => netDifferenceMoverScore(a, a, 0)).toThrow(
      new RangeError("netDifferenceMoverScore requires 0 < confidenceLevel < 1, got 0"),
    );
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
