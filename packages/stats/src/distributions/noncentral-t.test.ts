import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noncentralTCdf, noncentralTSurvival } from "./noncentral-t.ts";
import { normalCdf } from "./normal-distribution.ts";
import { studentTCdf } from "./student-t.ts";

describe("the noncentral t distribution", () => {
  const t = fc.double({ min: -50, max: 50, noNaN: true });
  const degrees = fc.double({ min: 0.5, max: 1e5, noNaN: true });
  const noncentrality = fc.double({ min: -40, max: 40, noNaN: true });

  it("adds up to 1 and mirrors with its noncentrality", () => {
    fc.assert(
      fc.property(t, degrees, noncentrality, (at, df, off) => {
        const cdf = noncentralTCdf(at, df, off);
        expect(cdf + noncentralTSurvival(at, df, off)).toBeCloseTo(1, 11);
        expect(noncentralTSurvival(-at, df, -off)).toBe(cdf);
        expect(noncentralTCdf(at, df, off + 0.5)).toBeLessThanOrEqual(cdf * (1 + 1e-10));
      }),
    );
  });

  it("is Student's t without noncentrality, its tails included, and normal for a known standard error", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), degrees, (at, df) => {
        expect(noncentralTCdf(at, df, 0) / studentTCdf(at, df)).toBeCloseTo(1, 10);
      }),
    );
    expect(noncentralTCdf(2, Infinity, 1.5)).toBe(normalCdf(0.5));
    expect(noncentralTCdf(2, 1e12, 1.5)).toBeCloseTo(normalCdf(0.5), 10);
  });

  it("is the normal share below minus the noncentrality at 0, and answers at once for large ones", () => {
    expect(noncentralTCdf(0, 5, 1.5)).toBe(normalCdf(-1.5));
    expect(noncentralTCdf(1e-9, 5, 1.5)).toBeCloseTo(normalCdf(-1.5), 8);
    expect(noncentralTCdf(1e4, 1e7, 1e4)).toBeCloseTo(0.5, 3);
    expect(noncentralTSurvival(1e4, 20, 1e4) + noncentralTCdf(1e4, 20, 1e4)).toBeCloseTo(1, 11);
  });

  it("takes the ends and refuses what lies beyond them", () => {
    expect([noncentralTCdf(-Infinity, 3, 1), noncentralTCdf(Infinity, 3, 1)]).toEqual([0, 1]);
    expect(() => noncentralTCdf(NaN, 3, 1)).toThrow(
      new RangeError("noncentralTCdf requires a number, got NaN"),
    );
    expect(() => noncentralTCdf(1, 0, 1)).toThrow(
      new RangeError("noncentralTCdf requires degreesOfFreedom ≥ 0.5, got 0"),
    );
    expect(() => noncentralTSurvival(1, 3, 1e7)).toThrow(
      new RangeError("noncentralTSurvival requires a noncentrality from -1e6 to 1e6, got 10000000"),
    );
  });
});
