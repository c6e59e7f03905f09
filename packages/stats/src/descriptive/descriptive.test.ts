import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mean, quantile, sampleVariance } from "./descriptive.ts";

describe("descriptive statistics", () => {
  // Witness: NIST Statistical Reference Datasets, certified values
  it("keep their digits on NumAcc1 and NumAcc3", () => {
    for (const { fn, input, expected } of golden<Nist>("nist.json")) {
      expect(fn).toMatch(/NumAcc/);
      const { first, alternate, n } = input;
      const values = alternate
        ? [first, ...Array.from({ length: n - 1 }, (_, index) => alternate[index % 2] ?? NaN)]
        : [10000001, 10000003, 10000002];
      expect(values).toHaveLength(n);
      expect(Math.abs(mean(values) / expected.mean - 1)).toBeLessThan(1e-15);
      expect(Math.abs(Math.sqrt(sampleVariance(values)) / expected.sd - 1)).toBeLessThan(1e-9);
    }
  });

  // Witness: mpmath 1.2.1; quantiles of type 7
  it("agree with their witness", () => {
    for (const { fn, input, expected } of golden<Described>("means.json")) {
      if (fn !== "descriptives") continue;
      expect(mean(input.x)).toBeCloseTo(expected.mean, 13);
      expect(sampleVariance(input.x)).toBeCloseTo(expected.sampleVariance, 13);
      expect(quantile(input.x, 0.5)).toBeCloseTo(expected.median, 13);
      expect(quantile(input.x, 0.25)).toBeCloseTo(expected.q25type7, 13);
      expect(quantile(input.x, 0.75)).toBeCloseTo(expected.q75type7, 13);
    }
  });

  it("leave their argument alone", () => {
    expect(quantile(Object.freeze([3, 1, 2]), 0.5)).toBe(2);
  });

  it("stop at too few values, at holes and at percentages, naming them", () => {
    expect(() => mean([])).toThrow(new RangeError("mean requires at least 1 value, got 0"));
    expect(() => sampleVariance([1])).toThrow(
      new RangeError("sampleVariance requires at least 2 values, got 1"),
    );
    expect(() => mean([1, NaN])).toThrow(new RangeError("mean requires finite values, got NaN at 1"));
    expect(() => quantile([1], 50)).toThrow(new RangeError("quantile requires 0 ≤ p ≤ 1, got 50"));
  });
});

interface Nist {
  readonly fn: string;
  readonly input: {
    readonly first: number;
    readonly alternate: readonly number[] | null;
    readonly n: number;
  };
  readonly expected: { readonly mean: number; readonly sd: number };
}

interface Described {
  readonly fn: string;
  readonly input: { readonly x: readonly number[] };
  readonly expected: Readonly<Record<"mean" | "sampleVariance" | "median" | "q25type7" | "q75type7", number>>;
}

function golden<Case>(file: string): Case[] {
  const { cases } = JSON.parse(readFileSync(new URL(`../fixtures/${file}`, import.meta.url), "utf8")) as {
    cases: Case[];
  };
  return cases;
}
