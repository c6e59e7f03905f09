import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "./normal-distribution.ts";
import { normalQuantile } from "./normal-quantile.ts";

describe("normalQuantile", () => {
  // Witness: mpmath 1.2.1, 40 digits; and mpmath 1.3.0, 60 digits (fixtures/quantile-cases.py)
  it.each(["../../../house/validation/reference/distributions.json", "../fixtures/quantile-cases.json"])(
    "agrees with its witness to 1e-13, deep tails and centre alike: %s",
    (file) => {
      for (const { input, expected } of golden(file, "normal_quantile"))
        expect(relativeError(normalQuantile(input.p), Number(expected.value)), `p = ${input.p}`).toBeLessThan(
          1e-13,
        );
    },
  );

  it("is 0 at one half and reaches the smallest double", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(Number.MIN_VALUE)).toBeCloseTo(-38.4674056, 6);
  });

  it("is undone by normalCdf", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
        expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
      }),
    );
  });

  it("never falls as p rises and mirrors around one half", () => {
    fc.assert(
      fc.property(open(), open(), (p, q) => {
        expect(normalQuantile(Math.max(p, q))).toBeGreaterThanOrEqual(normalQuantile(Math.min(p, q)) - 1e-12);
        expect(normalQuantile(0.5 + p / 4) + normalQuantile(0.5 - p / 4)).toBeCloseTo(0, 12);
      }),
    );
  });

  it("stops at everything outside 0…1, naming it", () => {
    for (const p of [0, 1, 95, -0.1, NaN])
      expect(() => normalQuantile(p)).toThrow(new RangeError(`normalQuantile requires 0 < p < 1, got ${p}`));
  });
});

const open = () => fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });

interface Case {
  readonly fn: string;
  readonly input: { readonly p: number };
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
