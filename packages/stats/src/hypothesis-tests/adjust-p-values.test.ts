import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg, bonferroni, holm } from "./adjust-p-values.ts";

const methods = [
  ["benjamini_hochberg", benjaminiHochberg],
  ["holm", holm],
  ["bonferroni", bonferroni],
] as const;

describe.each(methods)("%s", (fn, adjust) => {
  // Witness: statsmodels 0.13.5, multipletests; R 4.2.2, p.adjust
  it("agrees with its witness to 1e-14", () => {
    for (const { input, expected } of golden(fn)) {
      const adjusted = adjust(input.p);
      expect(adjusted).toHaveLength(expected.adjusted.length);
      adjusted.forEach((value, index) => expect(value).toBeCloseTo(expected.adjusted[index] ?? NaN, 14));
    }
  });

  it("never lowers a p-value, keeps their order, treats ties alike and does not depend on the order given", () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const adjusted = adjust(given);
        given.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          given.forEach((q, j) => {
            if (p <= q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? NaN);
          });
        });
        expect(adjust(given.toReversed())).toEqual(adjusted.toReversed());
      }),
    );
  });

  it("leaves its argument alone, an empty list empty and a single p-value as it is", () => {
    const given = Object.freeze([0.03, 0.01]);
    adjust(given);
    expect(given).toEqual([0.03, 0.01]);
    expect(adjust([])).toEqual([]);
    expect(adjust([0.2])).toEqual([0.2]);
  });

  it("stops at NaN and at percentages, naming the index", () => {
    expect(() => adjust([0.1, NaN])).toThrow(
      `${adjust.name} requires p-values between 0 and 1, got NaN at 1`,
    );
    expect(() => adjust([5])).toThrow(RangeError);
    expect(() => adjust([-0.1])).toThrow(RangeError);
  });
});

const pValues = fc.array(
  fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.05, 1)),
  {
    maxLength: 12,
  },
);

interface Case {
  readonly fn: string;
  readonly input: { readonly p: readonly number[] };
  readonly expected: { readonly adjusted: readonly number[] };
}

function golden(fn: string): Case[] {
  const file = new URL("../fixtures/p-adjust.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  return cases.filter((entry) => entry.fn === fn);
}
