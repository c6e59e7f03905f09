import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialProbability } from "../distributions/binomial-distribution.ts";
import { sampleRatioTest } from "./sample-ratio-test.ts";

describe("sampleRatioTest", () => {
  it("finds nothing in a perfect split and a mismatch in a lopsided one", () => {
    expect(sampleRatioTest([500, 500], [1, 1])).toMatchObject({
      pValue: 1,
      statistic: 0,
      degreesOfFreedom: 1,
    });
    expect(sampleRatioTest([52_000, 50_000], [1, 1]).pValue).toBeLessThan(1e-8);
    expect(sampleRatioTest([900, 100], [90, 10]).pValue).toBe(1);
  });

  it("is exact where few are expected: the binomial test for two arms", () => {
    for (let x = 0; x <= 9; x++) {
      const { pValue, test } = sampleRatioTest([x, 9 - x], [1, 1]);
      let exact = 0;
      for (let k = 0; k <= 9; k++) {
        const chance = binomialProbability(k, 9, 0.5);
        if (chance <= binomialProbability(x, 9, 0.5) * (1 + 1e-9)) exact += chance;
      }
      expect(test).toBe("exact multinomial");
      expect(pValue).toBeCloseTo(Math.min(1, exact), 12);
    }
  });

  it("depends neither on the order of the arms nor on the unit of the shares", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(counts, (observed) => {
        fc.pre(observed.some((count) => count > 0));
        const one = sampleRatioTest(observed, [1, 2, 1]);
        const turned = sampleRatioTest(observed.toReversed(), [25, 50, 25]);
        expect(turned.pValue).toBeCloseTo(one.pValue, 12);
        expect(one.pValue).toBeGreaterThan(0);
        expect(one.pValue).toBeLessThanOrEqual(1);
        expect(one.expected.reduce((sum, count) => sum + count, 0)).toBeCloseTo(
          observed.reduce((sum, count) => sum + count, 0),
          10,
        );
      }),
    );
  });

  it("goes over to chi-squared where there are too many splits to go through", () => {
    expect(sampleRatioTest([10_000, 2, 9000, 3], [1000, 0.2, 900, 0.3]).test).toBe("chi-squared");
  });

  it("stops at what is no split", () => {
    expect(() => sampleRatioTest([5], [1])).toThrow(
      new RangeError("sampleRatioTest requires one share for each of two arms or more, got 1 and 1"),
    );
    expect(() => sampleRatioTest([5.5, 4], [1, 1])).toThrow(
      new RangeError("sampleRatioTest requires whole counts ≥ 0, got 5.5"),
    );
    expect(() => sampleRatioTest([5, 4], [1, 0])).toThrow(
      new RangeError("sampleRatioTest requires finite shares > 0, got 0"),
    );
    expect(() => sampleRatioTest([0, 0], [1, 1])).toThrow(
      new RangeError("sampleRatioTest requires some subjects, got 0"),
    );
  });

  it("stops at a share that is nothing next to another", () => {
    expect(() => sampleRatioTest([1, 2], [3, 5e-324])).toThrow(
      new RangeError("sampleRatioTest requires shares that compare, got 3,5e-324"),
    );
  });
});
