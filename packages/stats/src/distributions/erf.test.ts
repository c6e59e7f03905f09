import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erf } from "./erf.ts";
import { erfc } from "./erfc.ts";

describe("erf", () => {
  it("completes erfc and mirrors around 0", () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
        expect(erf(x) + erfc(x)).toBeCloseTo(1, 14);
        expect(erf(-x)).toBe(-erf(x));
      }),
    );
  });

  it("keeps its digits near 0, where 1 − erfc has none", () => {
    expect(erf(1e-200) / (2e-200 / Math.sqrt(Math.PI))).toBeCloseTo(1, 14);
    expect(1 - erfc(1e-200)).toBe(0);
  });

  it("takes the ends and refuses NaN", () => {
    expect([erf(Infinity), erf(-Infinity), erf(0), erf(-0)]).toEqual([1, -1, 0, -0]);
    expect(() => erf(NaN)).toThrow(new RangeError("erf requires a number, got NaN"));
  });
});
