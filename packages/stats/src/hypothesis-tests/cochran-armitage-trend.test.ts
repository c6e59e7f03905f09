import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cochranArmitageTrend } from "./cochran-armitage-trend.ts";
import { close, proportion } from "./fixtures/arbitraries.ts";
import { pooledTwoProportionZ } from "./two-proportion-z.ts";

const groups = fc.array(proportion, { minLength: 2, maxLength: 6 });

describe("cochranArmitageTrend", () => {
  it("is the pooled z test, second against first, for two groups", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        expect(close(cochranArmitageTrend([a, b]).statistic, pooledTwoProportionZ(b, a).statistic)).toBe(
          true,
        );
      }),
    );
  });

  it("turns round with the order of the groups, and does not mind shifted or stretched scores", () => {
    fc.assert(
      fc.property(groups, (given) => {
        const { statistic, pValue } = cochranArmitageTrend(given);
        expect(close(cochranArmitageTrend(given.toReversed()).statistic, -statistic, 1e-7)).toBe(true);
        const scores = given.map((_, index) => 100 + 7 * index);
        expect(close(cochranArmitageTrend(given, scores).pValue, pValue, 1e-7)).toBe(true);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("finds nothing where all answers are the same", () => {
    const all = { successes: 4, trials: 4 };
    expect(cochranArmitageTrend([all, all, all])).toMatchObject({ statistic: 0, pValue: 1, slope: 0 });
  });

  it("stops at one group and at scores that do not differ", () => {
    const one = { successes: 1, trials: 2 };
    expect(() => cochranArmitageTrend([one])).toThrow(
      new RangeError("cochranArmitageTrend requires at least 2 groups and a score for each, got 1 and 1"),
    );
    expect(() => cochranArmitageTrend([one, one], [3, 3])).toThrow(
      "requires finite scores that differ, got 3,3",
    );
  });
});
