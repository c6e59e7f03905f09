import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohensD, cohensDPaired, hedgesG } from "./cohens-d.ts";
import { close, counted, countedPairs, pairs, varying } from "./fixtures/arbitraries.ts";
import { pairedT } from "./one-sample-t.ts";
import { studentT } from "./two-sample-t.ts";

describe.each([cohensD, hedgesG])("%o", (size) => {
  it("negates with its interval when samples are swapped, does not mind the unit, and takes counts", () => {
    fc.assert(
      fc.property(varying, varying, (a, b) => {
        const { estimate, interval } = size(a, b);
        const back = size(counted(b), a);
        expect(close(back.estimate, -estimate)).toBe(true);
        expect(close(back.interval.low, -interval.high, 1e-6)).toBe(true);
        const far = (sample: readonly number[]) => sample.map((value) => 1e6 + 8 * value);
        expect(close(size(far(a), far(b)).estimate, estimate)).toBe(true);
        expect(interval.low).toBeLessThanOrEqual(estimate);
        expect(interval.high).toBeGreaterThanOrEqual(estimate);
      }),
      { numRuns: 30 },
    );
  });

  it("leaves 0 out exactly when Student's test rejects", () => {
    fc.assert(
      fc.property(varying, varying, (a, b) => {
        const { interval } = size(a, b, { confidenceLevel: 0.9 });
        const { pValue } = studentT(a, b);
        if (Math.abs(pValue - 0.1) < 1e-6) return;
        expect(interval.low > 0 || interval.high < 0).toBe(pValue < 0.1);
      }),
      { numRuns: 30 },
    );
  });

  it("stops where neither sample varies, and at percent", () => {
    expect(() => size([3, 3], [4, 4])).toThrow(
      new RangeError(`${size.name} requires a sample that varies, got 3 and 4 throughout`),
    );
    expect(() => size([1, 2], [2, 3], { confidenceLevel: 95 })).toThrow(RangeError);
  });
});

describe("hedgesG", () => {
  it("is smaller than Cohen's d, by the same factor on both sides of where the series takes over", () => {
    const ratio = (n: number) => {
      const a = Array.from({ length: n }, (_, index) => index % 3);
      const b = [1, 2, 4];
      return hedgesG(a, b).estimate / cohensD(a, b).estimate;
    };
    for (const n of [79, 80, 81, 82, 83]) {
      const df = n + 1;
      const three = 1 - 3 / (4 * df) - 7 / (32 * df ** 2) - 9 / (128 * df ** 3);
      expect(Math.abs(ratio(n) / three - 1)).toBeLessThan(2e-8);
      expect(ratio(n)).toBeLessThan(ratio(n + 1));
    }
    expect(() => hedgesG([1, 2], [4])).toThrow(
      "hedgesG requires more than 3 values in both samples together, got 3",
    );
  });
});

describe("cohensDPaired", () => {
  it("is the paired t over √n, with an interval that agrees with the test", () => {
    fc.assert(
      fc.property(pairs, (given) => {
        fc.pre(new Set(given.first.map((value, index) => value - (given.second[index] ?? NaN))).size > 1);
        const { estimate, interval } = cohensDPaired(given, { confidenceLevel: 0.9 });
        const { statistic, pValue } = pairedT(countedPairs(given));
        expect(close(estimate * Math.sqrt(given.first.length), statistic)).toBe(true);
        if (Math.abs(pValue - 0.1) < 1e-6) return;
        expect(interval.low > 0 || interval.high < 0).toBe(pValue < 0.1);
      }),
      { numRuns: 30 },
    );
  });

  it("stops where all differences are equal", () => {
    expect(() => cohensDPaired({ first: [1, 2], second: [2, 3] })).toThrow(
      "requires at least 2 differences that differ",
    );
  });
});
