import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialProbability } from "../distributions/binomial-distribution.ts";
import { binomialTest } from "./binomial-test.ts";

const trial = fc
  .tuple(fc.nat(40), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 20 }))
  .map(([k, n, p]) => ({ k: Math.min(k, n), n, p: p / 20 }));

describe("binomialTest", () => {
  it("adds up whatever is no likelier than what was seen", () => {
    fc.assert(
      fc.property(trial, ({ k, n, p }) => {
        const seen = binomialProbability(k, n, p) * (1 + 1e-7);
        let total = 0;
        for (let i = 0; i <= n; i++) {
          const probability = binomialProbability(i, n, p);
          if (probability <= seen) total += probability;
        }
        expect(binomialTest(k, n, p).pValue).toBeCloseTo(total, 12);
      }),
    );
  });

  it("mirrors when successes and failures are swapped", () => {
    fc.assert(
      fc.property(trial, ({ k, n, p }) => {
        const less = binomialTest(n - k, n, 1 - p, { alternative: "less" }).pValue;
        expect(binomialTest(k, n, p, { alternative: "greater" }).pValue).toBeCloseTo(less, 12);
        expect(binomialTest(n - k, n, 1 - p).pValue).toBeCloseTo(binomialTest(k, n, p).pValue, 12);
      }),
    );
  });

  it("has closed forms at the ends", () => {
    expect(binomialTest(0, 10, 0.3, { alternative: "less" }).pValue).toBeCloseTo(0.7 ** 10, 15);
    expect(binomialTest(10, 10, 0.3, { alternative: "greater" }).pValue).toBeCloseTo(0.3 ** 10, 15);
    expect(binomialTest(0, 10, 0).pValue).toBe(1);
    expect(binomialTest(1, 10, 0).pValue).toBe(0);
  });

  it("works for a million trials", () => {
    expect(binomialTest(501000, 1000000, 0.5).pValue).toBeCloseTo(0.0456, 4);
  });

  it("stops at fractions, percentages and no trials", () => {
    expect(() => binomialTest(1.5, 2, 0.5)).toThrow(
      new RangeError("binomialTest requires whole numbers 0 ≤ successes ≤ trials, got 1.5 of 2"),
    );
    expect(() => binomialTest(1, 2, 50)).toThrow(
      new RangeError("binomialTest requires 0 ≤ probability ≤ 1, got 50"),
    );
    expect(() => binomialTest(0, 0, 0.5)).toThrow("requires 0 < trials ≤ 1e13, got 0");
  });
});
