import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brunnerMunzel } from "./brunner-munzel.ts";
import { close, counted, values } from "./fixtures/arbitraries.ts";
import { mannWhitney } from "./mann-whitney.ts";

const overlapping = fc.tuple(values, values).filter(([a, b]) => {
  const { auc } = mannWhitney(a, b);
  return auc > 0 && auc < 1 && new Set([...a, ...b]).size > 1;
});

describe("brunnerMunzel", () => {
  it("turns round when the samples are swapped, and gives the same from counts", () => {
    fc.assert(
      fc.property(overlapping, ([a, b]) => {
        const { statistic, pValue, auc, interval } = brunnerMunzel(a, b);
        const back = brunnerMunzel(b, a);
        expect(close(back.statistic, -statistic, 1e-7)).toBe(true);
        expect(back.interval.low).toBeCloseTo(1 - interval.high, 9);
        expect(close(brunnerMunzel(counted(a), counted(b)).pValue, pValue, 1e-7)).toBe(true);
        expect(auc).toBeCloseTo(mannWhitney(a, b).auc, 12);
      }),
    );
  });

  it("rejects ½ exactly when its interval leaves it out", () => {
    fc.assert(
      fc.property(overlapping, ([a, b]) => {
        const { interval, pValue } = brunnerMunzel(a, b, { confidenceLevel: 0.9 });
        if (Math.abs(pValue - 0.1) < 1e-9) return;
        expect(pValue < 0.1).toBe(interval.low > 0.5 || interval.high < 0.5);
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("finds nothing in equal answers", () => {
    expect(brunnerMunzel([3, 3], [3, 3])).toMatchObject({
      statistic: 0,
      pValue: 1,
      interval: { low: 0, high: 1 },
    });
  });

  it("stops at samples that do not overlap and at single values", () => {
    expect(() => brunnerMunzel([4, 5], [1, 2])).toThrow(
      new RangeError("brunnerMunzel requires samples that overlap, got auc 1"),
    );
    expect(() => brunnerMunzel([4], [1, 2])).toThrow(
      "requires at least 2 values in each sample, got 1 and 2",
    );
    expect(() => brunnerMunzel([3, 3], [3, 3], { confidenceLevel: 95 })).toThrow(
      "requires 0 < confidenceLevel < 1",
    );
  });
});
