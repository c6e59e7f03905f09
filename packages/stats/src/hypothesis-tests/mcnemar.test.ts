import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialTest } from "./binomial-test.ts";
import { mcnemarChiSquared, mcnemarCorrected, mcnemarExact, mcnemarMidP } from "./mcnemar.ts";

const discordant = fc.record({ firstOnly: fc.nat(60), secondOnly: fc.nat(60) });

describe.each([mcnemarExact, mcnemarMidP])("%o", (test) => {
  it("turns round when first and second are swapped", () => {
    fc.assert(
      fc.property(discordant, ({ firstOnly, secondOnly }) => {
        const swapped = { firstOnly: secondOnly, secondOnly: firstOnly };
        expect(test(swapped).pValue).toBeCloseTo(test({ firstOnly, secondOnly }).pValue, 12);
        expect(test(swapped, { alternative: "less" }).pValue).toBeCloseTo(
          test({ firstOnly, secondOnly }, { alternative: "greater" }).pValue,
          12,
        );
      }),
    );
  });

  it("finds nothing without discordant pairs, and stops at fractions", () => {
    expect(test({ firstOnly: 0, secondOnly: 0 }).pValue).toBe(1);
    expect(() => test({ firstOnly: 0.5, secondOnly: 1 })).toThrow(
      new RangeError(`${test.name} requires whole numbers ≥ 0, got 0.5 and 1`),
    );
  });
});

describe("mcnemarExact", () => {
  it("is the binomial test of the discordant pairs", () => {
    fc.assert(
      fc.property(discordant, ({ firstOnly, secondOnly }) => {
        fc.pre(firstOnly + secondOnly > 0);
        expect(mcnemarExact({ firstOnly, secondOnly }).pValue).toBeCloseTo(
          binomialTest(firstOnly, firstOnly + secondOnly, 0.5).pValue,
          11,
        );
      }),
    );
  });
});

describe.each([mcnemarChiSquared, mcnemarCorrected])("%o", (test) => {
  it("finds nothing without discordant pairs or where they balance", () => {
    expect(test({ firstOnly: 0, secondOnly: 0 })).toMatchObject({ statistic: 0, pValue: 1 });
    expect(test({ firstOnly: 7, secondOnly: 7 })).toMatchObject({ statistic: 0, pValue: 1 });
    expect(() => test({ firstOnly: -1, secondOnly: 1 })).toThrow(
      new RangeError(`${test.name} requires finite counts ≥ 0, got -1 and 1`),
    );
  });
});

describe("mcnemarCorrected", () => {
  it("never rejects sooner than without correction, nor turns a difference round", () => {
    fc.assert(
      fc.property(discordant, (pairs) => {
        expect(mcnemarCorrected(pairs).pValue).toBeGreaterThanOrEqual(mcnemarChiSquared(pairs).pValue);
      }),
    );
    expect(mcnemarCorrected({ firstOnly: 4, secondOnly: 3 }).statistic).toBe(0);
  });
});
