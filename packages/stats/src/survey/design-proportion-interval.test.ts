import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  designLikelihoodInterval,
  designLogitInterval,
  type DesignShare,
  designTInterval,
  designWilsonInterval,
  designKornGraubardInterval,
} from "./design-proportion-interval.ts";

const all = [
  designWilsonInterval,
  designKornGraubardInterval,
  designTInterval,
  designLogitInterval,
  designLikelihoodInterval,
];

const shares: fc.Arbitrary<DesignShare> = fc
  .record({
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    standardError: fc.double({ min: 0.005, max: 0.2, noNaN: true }),
    n: fc.integer({ min: 2, max: 5000 }),
    kishEffectiveSize: fc.double({ min: 1, max: 5000, noNaN: true }),
    degreesOfFreedom: fc.integer({ min: 1, max: 4000 }),
  })
  .map((share) => ({ ...share, degreesOfFreedom: Math.min(share.degreesOfFreedom, share.n - 1) }));

describe.each(all.map((interval) => ({ interval, method: interval.method })))("$method", ({ interval }) => {
  it("lies around the share, mirrors with it and widens with the level", () => {
    fc.assert(
      fc.property(shares, (summary) => {
        const { low, high } = interval(summary, 0.9);
        expect(low).toBeLessThanOrEqual(summary.share);
        expect(high).toBeGreaterThanOrEqual(summary.share);
        const mirrored = interval({ ...summary, share: 1 - summary.share }, 0.9);
        expect(mirrored.low).toBeCloseTo(1 - high, 9);
        const wider = interval(summary, 0.99);
        expect(wider.low).toBeLessThanOrEqual(low + 1e-12);
        expect(wider.high).toBeGreaterThanOrEqual(high - 1e-12);
        if (interval !== designTInterval) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("is a point where the margins fix the share", () => {
    const known = { share: 0.3, standardError: 1e-17, n: 9, kishEffectiveSize: 9, degreesOfFreedom: 8 };
    const { low, high } = interval(known, 0.95);
    expect(low).toBeCloseTo(0.3, 12);
    expect(high).toBeCloseTo(0.3, 12);
  });

  it("stops at summaries and levels out of range", () => {
    const fine = { share: 0.3, standardError: 0.05, n: 99, kishEffectiveSize: 90, degreesOfFreedom: 8 };
    for (const wrong of [
      { share: 1.1 },
      { share: NaN },
      { standardError: -1 },
      { standardError: Infinity },
      { n: 1 },
      { kishEffectiveSize: 0 },
      { degreesOfFreedom: 0 },
      { degreesOfFreedom: 99 },
    ]) {
      expect(() => interval({ ...fine, ...wrong }, 0.95)).toThrow(RangeError);
    }
    for (const level of [95, 0, 1, NaN]) expect(() => interval(fine, level)).toThrow(RangeError);
  });
});

describe("shares of 0 and 1", () => {
  const none = { share: 0, standardError: 0, n: 40, kishEffectiveSize: 30, degreesOfFreedom: 12 };

  it("take Kish's effective base, and one limit is the share itself", () => {
    for (const interval of [designWilsonInterval, designKornGraubardInterval]) {
      expect(interval(none, 0.95).low).toBe(0);
      expect(interval(none, 0.95).high).toBeGreaterThan(0.1);
      expect(interval({ ...none, share: 1 }, 0.95).high).toBe(1);
    }
  });

  it("have no odds", () => {
    expect(() => designLogitInterval(none, 0.95)).toThrow(
      new RangeError(
        "designLogitInterval requires a share between 0 and 1 (others have no odds: designWilsonInterval), got 0",
      ),
    );
    expect(() => designLikelihoodInterval(none, 0.95)).toThrow(RangeError);
  });
});
