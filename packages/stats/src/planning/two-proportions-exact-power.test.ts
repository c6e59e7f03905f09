import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proportionDifference } from "../differences/proportion-difference.ts";
import { binomialProbability } from "../distributions/binomial-distribution.ts";
import { twoProportionsExactPower } from "./two-proportions-exact-power.ts";

describe("twoProportionsExactPower", () => {
  it("is the sum over all pairs of results that the test rejects", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const size = fc.integer({ min: 1, max: 15 });
    fc.assert(
      fc.property(share, share, size, size, (first, second, n1, n2) => {
        let greater = 0;
        let less = 0;
        for (let x = 0; x <= n1; x++)
          for (let y = 0; y <= n2; y++) {
            const test = proportionDifference({ successes: x, trials: n1 }, { successes: y, trials: n2 });
            if (test.pValue >= 0.05) continue;
            const chance = binomialProbability(x, n1, first) * binomialProbability(y, n2, second);
            if (test.difference > 0) greater += chance;
            else less += chance;
          }
        const exact = twoProportionsExactPower(first, second, [n1, n2]);
        expect(exact.greater).toBeCloseTo(greater, 12);
        expect(exact.less).toBeCloseTo(less, 12);
      }),
    );
  });

  it("swaps with the groups, and raises false alarms near 5 % without a difference", () => {
    const one = twoProportionsExactPower(0.6, 0.4, [40, 60]);
    const other = twoProportionsExactPower(0.4, 0.6, [60, 40]);
    expect(one.greater).toBeCloseTo(other.less, 12);
    const none = twoProportionsExactPower(0.7, 0.7, [500, 500]);
    expect(none.greater + none.less).toBeCloseTo(0.05, 2);
  });

  it("stops at groups that are not whole", () => {
    expect(() => twoProportionsExactPower(0.5, 0.4, [10.5, 10])).toThrow(
      new RangeError("twoProportionsExactPower requires whole groups of 1…100,000, got 10.5"),
    );
    expect(() => twoProportionsExactPower(5, 0.4, [10, 10])).toThrow(RangeError);
    expect(() => twoProportionsExactPower(0.5, 0.4, [10, 10], 0)).toThrow(RangeError);
  });
});
