import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, counted, groups, varying } from "./fixtures/arbitraries.ts";
import { oneWayAnova, welchAnova } from "./one-way-anova.ts";
import { studentT, welchT } from "./two-sample-t.ts";

describe.each([
  [oneWayAnova, studentT],
  [welchAnova, welchT],
] as const)("%o", (anova, t) => {
  it("is the square of its t test for two groups", () => {
    fc.assert(
      fc.property(varying, varying, (a, b) => {
        const { statistic, pValue } = t(a, b);
        expect(close(anova([a, b]).statistic, statistic ** 2, 1e-8)).toBe(true);
        expect(close(anova([a, b]).pValue, pValue, 1e-8)).toBe(true);
      }),
    );
  });

  it("does not depend on the order of groups or answers, nor on the unit", () => {
    fc.assert(
      fc.property(groups, (given) => {
        const { statistic, pValue } = anova(given);
        expect(close(anova(given.toReversed()).statistic, statistic, 1e-8)).toBe(true);
        expect(close(anova(given.map(counted)).statistic, statistic, 1e-8)).toBe(true);
        const far = given.map((group) => group.map((value) => 1e9 - 8 * value));
        expect(close(anova(far).statistic, statistic, 1e-8)).toBe(true);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("keeps the digits of tiny p-values", () => {
    const group = (from: number) => Array.from({ length: 200 }, (_, index) => from + (index % 4));
    const { pValue } = anova([group(0), group(2), group(4)]);
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-100);
  });

  it("stops at one group", () => {
    expect(() => anova([[1, 2]])).toThrow(new RangeError(`${anova.name} requires at least 2 groups, got 1`));
  });
});

describe("oneWayAnova", () => {
  it("says how much of the variance is between groups", () => {
    const { etaSquared, omegaSquared } = oneWayAnova([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(etaSquared).toBe(0);
    expect(omegaSquared).toBeLessThan(0);
    expect(
      oneWayAnova([
        [0, 0.001],
        [1, 1.001],
      ]).etaSquared,
    ).toBeGreaterThan(0.999);
  });

  it("stops where no group varies, or there is one answer in each", () => {
    expect(() =>
      oneWayAnova([
        [1, 1],
        [2, 2],
      ]),
    ).toThrow("oneWayAnova requires a group that varies");
    expect(() => oneWayAnova([[1], [2]])).toThrow(
      "oneWayAnova requires more answers than groups, got 2 in 2",
    );
  });
});

describe("welchAnova", () => {
  it("stops where one group does not vary", () => {
    expect(() =>
      welchAnova([
        [1, 2],
        [3, 3],
      ]),
    ).toThrow(new RangeError("welchAnova requires groups that each vary, got 0 as variance at 1"));
  });
});
