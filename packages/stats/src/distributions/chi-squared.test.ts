import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from "./chi-squared.ts";

describe("the chi-squared distribution", () => {
  // Witness: mpmath 1.2.1, 40 digits
  it("survival and quantile agree with their witness to 1e-12", () => {
    for (const { input, expected } of golden(
      "../../../house/validation/reference/distributions.json",
      "chi2_sf",
    ))
      expect(
        relativeError(chiSquaredSurvival(input.x, input.df), Number(expected.value)),
        JSON.stringify(input),
      ).toBeLessThan(1e-12);
    for (const { input, expected } of golden(
      "../../../house/validation/reference/distributions.json",
      "chi2_quantile",
    ))
      expect(
        relativeError(chiSquaredQuantile(input.p, input.df), Number(expected.value)),
        JSON.stringify(input),
      ).toBeLessThan(1e-12);
  });

  it("tails sum to 1 for fractional degrees of freedom", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        (x, df) => {
          expect(chiSquaredCdf(x, df) + chiSquaredSurvival(x, df)).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it("stops at arguments outside its domain, naming them", () => {
    expect(() => chiSquaredCdf(-1, 1)).toThrow(new RangeError("chiSquaredCdf requires x ≥ 0, got -1"));
    expect(() => chiSquaredSurvival(1, 0)).toThrow(
      new RangeError("chiSquaredSurvival requires 2e-300 ≤ degreesOfFreedom ≤ 2e12, got 0"),
    );
    expect(() => chiSquaredQuantile(1, 1)).toThrow(
      new RangeError("chiSquaredQuantile requires 0 ≤ p < 1, got 1"),
    );
  });
});

interface Case {
  readonly fn: string;
  readonly input: { readonly x: number; readonly p: number; readonly df: number };
  readonly expected: { readonly value: number | string };
}

function golden(file: string, fn: string): Case[] {
  const { cases } = JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")) as {
    cases: Case[];
  };
  return cases.filter((entry) => entry.fn === fn);
}

function relativeError(got: number, expected: number): number {
  return got === expected ? 0 : Math.abs(got - expected) / Math.abs(expected);
}
