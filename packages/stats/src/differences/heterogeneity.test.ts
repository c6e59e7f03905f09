import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heterogeneity } from "./heterogeneity.ts";

const estimate = fc.double({ min: -100, max: 100, noNaN: true });
const error = fc.double({ min: 0.1, max: 20, noNaN: true });
const groups = fc.array(fc.tuple(estimate, error), { minLength: 2, maxLength: 12 });
const of = (rows: readonly (readonly [number, number])[]) =>
  heterogeneity(
    rows.map(([value]) => value),
    rows.map(([, se]) => se),
  );

describe("heterogeneity", () => {
  it("is the squared z of the difference for two estimates", () => {
    const { statistic, degreesOfFreedom } = heterogeneity([10, 4], [3, 4]);
    expect(statistic).toBeCloseTo((6 / 5) ** 2, 12);
    expect(degreesOfFreedom).toBe(1);
  });

  it("is none where all estimates are the same", () => {
    expect(heterogeneity([40, 40, 40], [1, 2, 3])).toMatchObject({
      statistic: 0,
      pValue: 1,
      iSquared: 0,
      tauSquared: 0,
    });
  });

  it("with equal standard errors has the moment estimate s² − SE² as τ²", () => {
    const { tauSquared, random } = heterogeneity([0, 10, 20], [2, 2, 2]);
    expect(tauSquared).toBeCloseTo(100 - 4, 10);
    expect(random.standardError).toBeCloseTo(Math.sqrt(100 / 3), 10);
  });

  it("does not depend on the order, moves with the unit and not with the origin", () => {
    fc.assert(
      fc.property(groups, fc.double({ min: 0.01, max: 100, noNaN: true }), (rows, factor) => {
        const found = of(rows);
        const turned = of(rows.toReversed());
        const scaled = of(rows.map(([value, se]) => [factor * value + 7, factor * se] as const));
        const slack = 1e-8 * Math.max(1, found.statistic);
        expect(Math.abs(turned.statistic - found.statistic)).toBeLessThan(slack);
        expect(Math.abs(scaled.statistic - found.statistic)).toBeLessThan(slack * 100);
        expect(found.iSquared).toBeGreaterThanOrEqual(0);
        expect(found.iSquared).toBeLessThanOrEqual(1);
        expect(found.random.standardError).toBeGreaterThanOrEqual(found.fixed.standardError * (1 - 1e-12));
      }),
    );
  });

  it("keeps its digits with errors that are tiny or huge", () => {
    for (const unit of [1e-150, 1e150]) {
      const { statistic, fixed } = heterogeneity([1 * unit, 2 * unit], [unit, unit]);
      expect(statistic).toBeCloseTo(0.5, 12);
      expect(fixed.mean / unit).toBeCloseTo(1.5, 12);
    }
  });

  it("refuses what has no standard error, and fewer than two estimates", () => {
    expect(() => heterogeneity([1], [1])).toThrow("heterogeneity requires two or more estimates, got 1");
    expect(() => heterogeneity([1, 2], [1])).toThrow(
      "heterogeneity requires one standard error for each estimate, got 1 for 2",
    );
    expect(() => heterogeneity([1, 2], [1, 0])).toThrow(
      "heterogeneity requires finite standard errors > 0, got 0 at 1",
    );
    expect(() => heterogeneity([1, NaN], [1, 1])).toThrow(
      "heterogeneity requires finite estimates, got NaN at 1",
    );
    expect(() => heterogeneity([0, 1e200], [1, 1])).toThrow(RangeError);
  });

  it("keeps the digits of τ² where one estimate is far more precise than the others", () => {
    // Two estimates: τ² = (Q − 1) / (2 w₁ w₂ / (w₁ + w₂)) with Q = d² / (s₁² + s₂²)
    for (const precise of [1e-3, 1e-6, 1e-9])
      expect(heterogeneity([0, 4], [precise, 1]).tauSquared / ((16 - 1 - precise ** 2) / 2)).toBeCloseTo(
        1,
        12,
      );
    expect(heterogeneity([5, 1, 5], [1e-9, 1e9, 2]).tauSquared).toBe(0);
  });

  it("takes as many estimates as there are stores in the world", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => i % 7);
    expect(
      heterogeneity(
        many,
        many.map(() => 2),
      ).degreesOfFreedom,
    ).toBe(199_999);
  });

  it("refuses a gap, and standard errors that are text", () => {
    expect(() => heterogeneity(Array.from<number>({ length: 2 }).with(0, 1), [1, 1])).toThrow(
      new RangeError("heterogeneity requires finite estimates, got undefined at 1"),
    );
    expect(() => heterogeneity([1, 2], [1, "2" as unknown as number])).toThrow(
      "finite standard errors > 0, got 2 at 1",
    );
  });
});
