import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohensH } from "./cohens-h.ts";

describe("cohensH", () => {
  it("negates when the shares swap or turn into their complements, and adds up", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, (a, b, c) => {
        expect(cohensH(a, b)).toBeCloseTo(-cohensH(b, a), 12);
        expect(cohensH(a, b)).toBeCloseTo(cohensH(1 - b, 1 - a), 7);
        expect(cohensH(a, b) + cohensH(b, c)).toBeCloseTo(cohensH(a, c), 12);
      }),
    );
  });

  it("reaches from −π to π", () => {
    expect(cohensH(1, 0)).toBeCloseTo(Math.PI, 15);
    expect(cohensH(0, 1)).toBeCloseTo(-Math.PI, 15);
    expect(cohensH(0.3, 0.3)).toBe(0);
  });

  it("stops at percent", () => {
    expect(() => cohensH(50, 0.4)).toThrow(new RangeError("cohensH requires shares within 0…1, got 50"));
    expect(() => cohensH(0.5, NaN)).toThrow(RangeError);
  });
});
