import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gammaCdf, gammaQuantile, gammaSurvival, gammaSurvivalQuantile } from "./gamma-distribution.ts";

describe("the gamma distribution", () => {
  // Witness: mpmath 1.2.1, 40 digits
  it("function and quantile agree with their witness to 1e-12, shapes of thousands included", () => {
    for (const { input, expected } of golden(
      "../../../house/validation/reference/distributions.json",
      "gamma_cdf",
    ))
      expect(
        relativeError(gammaCdf(input.x, input.shape, input.scale), Number(expected.value)),
        JSON.stringify(input),
      ).toBeLessThan(1e-12);
    for (const { input, expected } of golden(
      "../../../house/validation/reference/distributions.json",
      "gamma_quantile",
    ))
      expect(
        relativeError(gammaQuantile(input.p, input.shape, input.scale), Number(expected.value)),
        JSON.stringify(input),
      ).toBeLessThan(1e-12);
  });

  it("quantile is undone by the function from both tails", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), shape, (p, a) => {
        const x = gammaQuantile(p, a);
        fc.pre(x > 1e-300);
        expect(relativeError(gammaCdf(x, a), p)).toBeLessThan(1e-10);
        expect(relativeError(gammaSurvival(gammaQuantile(1 - p, a), a), 1 - (1 - p))).toBeLessThan(1e-10);
      }),
    );
  });

  it("tails sum to 1, end at 0 and infinity, and scale with the scale", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), shape, (x, a) => {
        expect(gammaCdf(x, a) + gammaSurvival(x, a)).toBeCloseTo(1, 12);
        expect(gammaCdf(2 * x, a, 2)).toBeCloseTo(gammaCdf(x, a), 12);
      }),
    );
    expect([gammaCdf(0, 2), gammaSurvival(0, 2), gammaCdf(Infinity, 2), gammaSurvival(Infinity, 2)]).toEqual([
      0, 1, 1, 0,
    ]);
    expect(gammaQuantile(0, 2)).toBe(0);
    expect([gammaCdf(2, 1e-300), gammaSurvivalQuantile(0.05, 1e-300)]).toEqual([1, 0]);
  });

  it("stops at arguments outside its domain, naming them", () => {
    expect(() => gammaCdf(-1, 1)).toThrow(new RangeError("gammaCdf requires x ≥ 0, got -1"));
    expect(() => gammaSurvival(1, 0)).toThrow(
      new RangeError("gammaSurvival requires 1e-300 ≤ shape ≤ 1e12 and a finite scale > 0, got 0 and 1"),
    );
    expect(() => gammaCdf(2, 5e-324)).toThrow(
      new RangeError("gammaCdf requires 1e-300 ≤ shape ≤ 1e12 and a finite scale > 0, got 5e-324 and 1"),
    );
    expect(() => gammaQuantile(0.5, 3, 1e308)).toThrow(
      new RangeError(
        "gammaQuantile requires a shape and scale whose quantile is below 1.8e308, got 3 and 1e+308",
      ),
    );
    expect(() => gammaQuantile(1, 1)).toThrow(new RangeError("gammaQuantile requires 0 ≤ p < 1, got 1"));
  });
});

const shape = fc.double({ min: 0.05, max: 5000, noNaN: true });

interface Case {
  readonly fn: string;
  readonly input: { readonly x: number; readonly p: number; readonly shape: number; readonly scale: number };
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
