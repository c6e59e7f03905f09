import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredTest } from "./chi-squared-test.ts";
import { close, proportion } from "./fixtures/arbitraries.ts";
import { pooledTwoProportionZ, unpooledTwoProportionZ } from "./two-proportion-z.ts";

describe.each([pooledTwoProportionZ, unpooledTwoProportionZ])("%o", (test) => {
  it("turns round when the samples or successes and failures are swapped", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const { statistic, pValue } = test(a, b);
        expect(test(b, a).statistic).toBe(-statistic);
        const rest = ({ successes, trials }: typeof a) => ({ successes: trials - successes, trials });
        expect(close(test(rest(a), rest(b)).statistic, -statistic)).toBe(true);
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("has one-sided p-values that add up to 1 and of which the smaller is half the two-sided", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const greater = test(a, b, { alternative: "greater" }).pValue;
        const less = test(a, b, { alternative: "less" }).pValue;
        expect(greater + less).toBeCloseTo(1, 12);
        expect(close(test(a, b).pValue, 2 * Math.min(greater, less))).toBe(true);
      }),
    );
  });

  it("keeps the digits of tiny p-values", () => {
    const { statistic, pValue } = test(
      { successes: 9000, trials: 10000 },
      { successes: 8000, trials: 10000 },
    );
    expect(statistic).toBeGreaterThan(19);
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-80);
  });

  it("finds nothing where all answers are the same", () => {
    const all = { successes: 5, trials: 5 };
    expect(test(all, all)).toMatchObject({ statistic: 0, pValue: 1, difference: 0 });
  });

  it("stops at impossible counts and a misspelt alternative", () => {
    const one = { successes: 1, trials: 2 };
    expect(() => test({ successes: 3, trials: 2 }, one)).toThrow(
      new RangeError(`${test.name} requires 0 ≤ successes ≤ trials and trials > 0, got 3 of 2`),
    );
    expect(() => test(one, one, { alternative: "larger" as "greater" })).toThrow(
      new RangeError(`${test.name} requires alternative "two-sided", "greater" or "less", got larger`),
    );
  });
});

describe("pooledTwoProportionZ", () => {
  it("is the root of Pearson's chi-squared", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const successes = a.successes + b.successes;
        fc.pre(successes > 0 && successes < a.trials + b.trials);
        const table = [a, b].map(({ successes: yes, trials }) => [yes, trials - yes]);
        expect(close(pooledTwoProportionZ(a, b).statistic ** 2, chiSquaredTest(table).statistic)).toBe(true);
      }),
    );
  });
});
