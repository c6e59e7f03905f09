import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf, normalSurvival } from "./normal-distribution.ts";

describe("normalCdf and normalSurvival", () => {
  // Witness: mpmath 1.2.1, 40 digits
  it("agree with their witness to 1e-13 while the tail is a normal double", () => {
    for (const { input, expected } of golden(
      "../../../house/validation/reference/distributions.json",
      "normal_cdf",
    )) {
      const allowed = input.x < -37.5 ? 1e-8 : 1e-13;
      expect(relativeError(normalCdf(input.x), Number(expected.value)), `z = ${input.x}`).toBeLessThan(
        allowed,
      );
      expect(normalSurvival(-input.x)).toBe(normalCdf(input.x));
    }
  });

  it("sum to 1 and stay continuous where the method changes, at 2", () => {
    fc.assert(
      fc.property(fc.double({ min: -40, max: 40, noNaN: true }), (z) => {
        expect(normalCdf(z) + normalSurvival(z)).toBeCloseTo(1, 14);
      }),
    );
    expect(relativeError(normalSurvival(2), normalSurvival(2 - 1e-15))).toBeLessThan(1e-13);
  });

  it("reach 0 and 1 at infinity and stop at NaN", () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
    expect([normalSurvival(-Infinity), normalSurvival(Infinity)]).toEqual([1, 0]);
    expect(() => normalCdf(NaN)).toThrow(new RangeError("normalCdf requires a number, got NaN"));
    expect(() => normalSurvival(NaN)).toThrow(RangeError);
  });
});

interface Case {
  readonly fn: string;
  readonly input: { readonly x: number };
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
