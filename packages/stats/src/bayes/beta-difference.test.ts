import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaDifference } from "./beta-difference.ts";

describe("betaDifference", () => {
  it("negates when the groups swap", () => {
    fc.assert(
      fc.property(shapes, shapes, share, (left, right, p) => {
        const [one, other] = [betaDifference(left, right), betaDifference(right, left)];
        expect(one.quantile(p)).toBeCloseTo(-other.upperQuantile(p), 10);
        expect(one.cdf(2 * p - 1)).toBeCloseTo(other.survival(1 - 2 * p), 11);
        expect(one.mean).toBeCloseTo(-other.mean, 14);
        expect(one.logDensity(0.2)).toBeCloseTo(other.logDensity(-0.2), 10);
      }),
      { numRuns: 15 },
    );
  });

  it("has tails that sum to one, quantiles that invert them and the density they grow by", () => {
    fc.assert(
      fc.property(shapes, shapes, share, (left, right, p) => {
        const difference = betaDifference(left, right);
        const x = difference.quantile(p);
        expect(difference.cdf(x)).toBeCloseTo(p, 9);
        expect(difference.cdf(x) + difference.survival(x)).toBeCloseTo(1, 11);
        fc.pre(Math.abs(x) > 0.01 && Math.abs(x) < 0.98);
        const h = difference.standardDeviation / 1000;
        const growth = (difference.cdf(x + h) - difference.cdf(x - h)) / (2 * h);
        expect(Math.exp(difference.logDensity(x)) / growth).toBeCloseTo(1, 2);
      }),
      { numRuns: 15 },
    );
  });

  it("is the triangle for two flat shares", () => {
    const triangle = betaDifference({ a: 1, b: 1 }, { a: 1, b: 1 });
    for (const x of [0, 0.25, 0.5, 0.9]) {
      expect(triangle.survival(x)).toBeCloseTo((1 - x) ** 2 / 2, 12);
      expect(triangle.cdf(-x)).toBeCloseTo((1 - x) ** 2 / 2, 12);
      expect(Math.exp(triangle.logDensity(x))).toBeCloseTo(1 - x, 11);
    }
    expect(triangle.quantile(0.02)).toBeCloseTo(-0.8, 12);
    expect([triangle.cdf(-1), triangle.survival(-1), triangle.cdf(1), triangle.survival(1)]).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it("stays exact for ten million answers", () => {
    const difference = betaDifference({ a: 4_502_000.7, b: 5_498_000.3 }, { a: 4_500_000.3, b: 5_500_000.7 });
    const z = difference.mean / difference.standardDeviation;
    expect(z).toBeCloseTo(0.9, 2);
    expect(difference.survival(0)).toBeCloseTo(0.8156, 3);
    expect(difference.survival(difference.mean)).toBeCloseTo(0.5, 4);
  });

  // Witness: mpmath 1.2.1, 25 digits
  it("keeps its digits where a share is hardly known", () => {
    const little = betaDifference({ a: 0.139933, b: 1.857454 }, { a: 0.124337, b: 44_822.966929 });
    expect(little.survival(0)).toBeCloseTo(0.886_537, 5);
    expect(little.cdf(little.quantile(1e-20)) / 1e-20).toBeCloseTo(1, 8);
  });

  it("says how the density behaves at the ends", () => {
    expect(betaDifference({ a: 2, b: 0.3 }, { a: 0.3, b: 2 }).logDensity(1)).toBe(Infinity);
    expect(betaDifference({ a: 2, b: 3 }, { a: 1, b: 2 }).logDensity(1)).toBe(-Infinity);
    expect(betaDifference({ a: 0.5, b: 2 }, { a: 0.5, b: 2 }).logDensity(0)).toBe(Infinity);
    expect(betaDifference({ a: 2, b: 0.5 }, { a: 0.5, b: 2 }).logDensity(1)).toSatisfy(Number.isFinite);
  });

  it("refuses shapes that it cannot integrate over", () => {
    expect(() => betaDifference({ a: 0, b: 1 }, { a: 1, b: 1 })).toThrow(
      new RangeError("betaDifference requires shapes from 0.1 to 1e8, got 0"),
    );
    expect(() => betaDifference({ a: 1, b: 1 }, { a: 1e9, b: 1 })).toThrow(RangeError);
    expect(() => betaDifference({ a: 1, b: NaN }, { a: 1, b: 1 })).toThrow(RangeError);
    expect(() => betaDifference({ a: 1, b: 1 }, { a: 1, b: 1 }).quantile(95)).toThrow(RangeError);
  });

  it("sees the narrow one of two very different shares", () => {
    // With the other share fixed at ½: the beta distribution function of shapes ½ and 2, √x (3 − x) / 2
    const { cdf, survival } = betaDifference({ a: 1e8, b: 1e8 }, { a: 0.5, b: 2 });
    expect(survival(0)).toBeCloseTo((Math.sqrt(0.5) * 2.5) / 2, 8);
    expect(cdf(0) + survival(0)).toBeCloseTo(1, 11);
  });
});

const shape = fc.double({ min: 0.3, max: 300, noNaN: true });
const shapes = fc.record({ a: shape, b: shape });
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
