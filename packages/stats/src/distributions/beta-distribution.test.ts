import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaCdf, betaQuantile, betaSurvival } from "./beta-distribution.ts";

describe("the beta distribution", () => {
  // Witness: mpmath 1.2.1, 40 digits
  it("function and quantile agree with their witness to 1e-12", () => {
    for (const { input, expected } of golden(
      "../../../house/validation/reference/distributions.json",
      "beta_cdf",
    ))
      expect(
        relativeError(betaCdf(input.x, input.a, input.b), Number(expected.value)),
        JSON.stringify(input),
      ).toBeLessThan(1e-12);
    for (const { input, expected } of golden(
      "../../../house/validation/reference/distributions.json",
      "beta_quantile",
    ))
      expect(
        relativeError(betaQuantile(input.p, input.a, input.b), Number(expected.value)),
        JSON.stringify(input),
      ).toBeLessThan(1e-12);
  });

  it("quantile is undone by the function", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.5, noNaN: true }), shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        // Where the quantile underflows or touches 1 there is nothing left to invert.
        fc.pre(x > 1e-300 && x < 1 - 1e-4);
        expect(relativeError(betaCdf(x, a, b), p)).toBeLessThan(1e-9);
      }),
    );
  });

  it("mirrors when the shapes are swapped, and its tails sum to 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1024 }), shape, shape, (part, a, b) => {
        const x = part / 1024;
        expect(betaCdf(x, a, b) + betaSurvival(x, a, b)).toBeCloseTo(1, 12);
        expect(betaSurvival(1 - x, b, a)).toBeCloseTo(betaCdf(x, a, b), 9);
      }),
    );
  });

  it("has closed forms at its ends: 1 − (1 − p)^(1/n)", () => {
    for (const n of [1, 2, 10, 1000])
      expect(relativeError(betaQuantile(0.025, 1, n), -Math.expm1(Math.log1p(-0.025) / n))).toBeLessThan(
        1e-13,
      );
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3), betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([
      0, 1, 0, 1,
    ]);
  });

  it("follows the lower tail below the smallest double, to 0 instead of stopping there", () => {
    expect(betaQuantile(0.5, 0.0001, 1)).toBe(0);
    expect(betaQuantile(0.5, 0.001, 1) / 9.332636185032189e-302).toBeCloseTo(1, 10);
  });

  it("stops at arguments outside its domain, naming them", () => {
    expect(() => betaCdf(1.5, 1, 1)).toThrow(new RangeError("betaCdf requires 0 ≤ x ≤ 1, got 1.5"));
    expect(() => betaSurvival(NaN, 1, 1)).toThrow(RangeError);
    expect(() => betaQuantile(-1, 1, 1)).toThrow(RangeError);
    expect(() => betaQuantile(0.5, 0, 1)).toThrow(
      new RangeError("betaQuantile requires shapes a and b between 1e-300 and 1e14, got 0 and 1"),
    );
    expect(() => betaCdf(0.5, 1e20, 1e20)).toThrow(RangeError);
  });
});

const shape = fc.double({ min: 0.05, max: 5000, noNaN: true });

interface Case {
  readonly fn: string;
  readonly input: { readonly x: number; readonly p: number; readonly a: number; readonly b: number };
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
