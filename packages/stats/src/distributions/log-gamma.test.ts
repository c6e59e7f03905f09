import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logExcess, logGamma, stirlingError } from "./log-gamma.ts";

describe("logGamma", () => {
  // Witness: mpmath 1.2.1, 40 digits
  it("agrees with its witness to 1e-14, absolute near its zeros at 1 and 2", () => {
    for (const { input, expected } of golden())
      expect(Math.abs(logGamma(input.x) - expected.value), `x = ${input.x}`).toBeLessThan(
        1e-14 * Math.max(1, Math.abs(expected.value)),
      );
  });

  it("grows by log x from x to x + 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e5, noNaN: true }), (x) => {
        const grown = logGamma(x) + Math.log(x);
        expect(Math.abs(logGamma(x + 1) - grown)).toBeLessThan(1e-14 * Math.max(1, Math.abs(grown)) + 1e-14);
      }),
    );
  });

  it("stops at 0, below and at infinity", () => {
    for (const x of [0, -1, Infinity, NaN])
      expect(() => logGamma(x)).toThrow(
        new RangeError(`logGamma requires a finite x > 0 (below 2.5e305), got ${x}`),
      );
  });
});

describe("what logGamma is built on", () => {
  it("Stirling's formula errs by 1 − log(2π)/2 at 1", () => {
    expect(stirlingError(1)).toBeCloseTo(1 - Math.log(2 * Math.PI) / 2, 15);
  });

  it("u − log(1 + u) keeps its digits for small u", () => {
    // Witness: mpmath 1.3.0
    expect(Math.abs(logExcess(1e-8) / 4.9999999666666669e-17 - 1)).toBeLessThan(1e-15);
    expect(Math.abs(logExcess(-0.5) / 0.19314718055994531 - 1)).toBeLessThan(1e-15);
    expect(logExcess(0)).toBe(0);
  });
});

interface Case {
  readonly fn: string;
  readonly input: { readonly x: number };
  readonly expected: { readonly value: number };
}

function golden(): Case[] {
  const file = new URL("../../../house/validation/reference/distributions.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
  return cases.filter((entry) => entry.fn === "log_gamma");
}
