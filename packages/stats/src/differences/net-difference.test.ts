import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DifferenceTest } from "./difference-test.ts";
import type { NetCounts } from "../intervals/net-interval.ts";

import { netDifference, netDifferenceMeasuringu, netDifferenceWald } from "./net-difference.ts";

describe("differences between two net shares", () => {
  // Witness: mpmath 1.2.1
  it.each([
    ["half the pseudo-responses each", netDifference, "adjusted_wald_half3T"],
    ["MeasuringU", netDifferenceMeasuringu, "adjusted_wald_3T"],
    ["Wald", netDifferenceWald, "wald"],
  ] as const)("agree with their witness: %s", (_, method, fn) => expectGolden(method, fn));

  it.each([netDifference, netDifferenceMeasuringu, netDifferenceWald])(
    "negate when the groups swap: $name",
    (method) => {
      fc.assert(
        fc.property(counts, counts, level, (a, b, confidenceLevel) => {
          const one = method(a, b, confidenceLevel);
          const other = method(b, a, confidenceLevel);
          expect(one.difference).toBeCloseTo(-other.difference, 12);
          expect(one.interval.low).toBeCloseTo(-other.interval.high, 12);
          expect(one.pValue).toBeCloseTo(other.pValue, 12);
        }),
      );
    },
  );

  it.each([netDifference, netDifferenceMeasuringu])(
    "exclude 0 exactly when the test rejects: $name",
    (method) => {
      fc.assert(
        fc.property(counts, counts, level, (a, b, confidenceLevel) => {
          const { interval, pValue } = method(a, b, confidenceLevel);
          fc.pre(Math.abs(pValue - (1 - confidenceLevel)) > 1e-9);
          expect(interval.low > 0 || interval.high < 0).toBe(pValue < 1 - confidenceLevel);
        }),
      );
    },
  );

  it.each([netDifference, netDifferenceMeasuringu, netDifferenceWald])(
    "are finite and never narrower at a higher level: $name",
    (method) => {
      fc.assert(
        fc.property(counts, counts, level, level, (a, b, first, second) => {
          const narrow = method(a, b, Math.min(first, second));
          const wide = method(a, b, Math.max(first, second));
          for (const value of [
            narrow.interval.low,
            narrow.interval.high,
            narrow.statistic,
            narrow.pValue,
            narrow.standardError,
          ])
            expect(value).toSatisfy(Number.isFinite);
          expect(wide.interval.low).toBeLessThanOrEqual(narrow.interval.low);
          expect(wide.interval.high).toBeGreaterThanOrEqual(narrow.interval.high);
        }),
      );
    },
  );

  it("say nothing certain about two samples without variation, the plain formula excepted", () => {
    const all = { favorable: 4, neutral: 0, unfavorable: 0 };
    const none = { favorable: 0, neutral: 0, unfavorable: 4 };
    expect(netDifference(all, all)).toMatchObject({ difference: 0, statistic: 0, pValue: 1 });
    expect(netDifference(all, none).pValue).toBeGreaterThan(0);
    expect(netDifferenceWald(all, all)).toMatchObject({
      statistic: 0,
      pValue: 1,
      interval: { low: 0, high: 0 },
    });
    expect(netDifferenceWald(all, none)).toMatchObject({ statistic: Number.MAX_VALUE, pValue: 0 });
    expect(netDifferenceWald(none, all)).toMatchObject({ statistic: -Number.MAX_VALUE, pValue: 0 });
  });

  it("name how they were made", () => {
    const a = { favorable: 1, neutral: 1, unfavorable: 1 };
    expect(netDifference(a, a)).toMatchObject({ method: "adjusted-wald", test: "z" });
    expect(netDifferenceMeasuringu(a, a).method).toBe("adjusted-wald-3-each");
    expect(netDifferenceWald(a, a).method).toBe("wald");
  });

  it("stop at an empty group and at wrong levels, naming them", () => {
    const a = { favorable: 1, neutral: 1, unfavorable: 1 };
    const empty = { favorable: 0, neutral: 0, unfavorable: 0 };
    expect(() => netDifference(a, empty)).toThrow(
      new RangeError("netDifference requires finite counts ≥ 0, not all 0, got 0,0,0"),
    );
    expect(() => netDifferenceMeasuringu(empty, a)).toThrow(RangeError);
    expect(() => netDifferenceWald(a, a, 95)).toThrow(
      new RangeError("netDifferenceWald requires 0 < confidenceLevel < 1, got 95"),
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
