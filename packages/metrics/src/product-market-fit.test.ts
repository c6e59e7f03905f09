import type { Columns } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { productMarketFit, productMarketFitMetric } from "./product-market-fit.ts";

const value = Float64Array.of(3, 2, 1, NaN, 3, 3, 2, 4);
const sample: Columns = { length: 8, time: Float64Array.from(value.keys()), value, fields: {} };
describe("productMarketFitMetric keeps the metric laws", () => {
  for (const law of metricLaws(productMarketFitMetric({ item: "q" }), sample)) it(law.name, law.check);
});

describe("productMarketFit", () => {
  it("leaves lapsed users and the silent out of the base", () => {
    const counts = productMarketFit({ very: 4, somewhat: 3, not: 3, lapsed: 90 });
    expect(counts).toMatchObject({ value: 40, n: 10, lapsed: 90, missing: 90 });
    expect(counts.tally.missing).toEqual({ "not-applicable": 90 });
    const answers = productMarketFit(["very", "not", null, "lapsed", "somewhat"]);
    expect(answers).toMatchObject({ very: 1, n: 3, missing: 2, lapsed: 1 });
    expect(answers.tally.missing).toEqual({ "not-applicable": 1, unknown: 1 });
  });

  it("tells a share at the threshold from one that is surely there", () => {
    expect(productMarketFit({ very: 4, somewhat: 3, not: 3 }).meetsThreshold).toEqual({
      byPoint: true,
      byLowerBound: false,
    });
    expect(productMarketFit({ very: 400, somewhat: 200, not: 100 }).meetsThreshold).toEqual({
      byPoint: true,
      byLowerBound: true,
    });
  });

  it("tests exactly: ten of ten above one half has one chance in 1024", () => {
    expect(productMarketFit({ very: 10, somewhat: 0, not: 0 }, { threshold: 50 }).pValue).toBeCloseTo(
      1 / 1024,
      15,
    );
    expect(productMarketFit({ very: 0, somewhat: 1, not: 0 }).pValue).toBe(1);
  });

  it("knows nothing without answers and refuses what is none", () => {
    expect(productMarketFit({ very: 0, somewhat: 0, not: 0, lapsed: 4 })).toMatchObject({
      value: null,
      meetsThreshold: null,
      pValue: null,
    });
    expect(() => productMarketFit(["love it" as never])).toThrow(
      'productMarketFit requires "very", "somewhat", "not", "lapsed" or null, got "love it" at index 0',
    );
    expect(() => productMarketFit({ very: 1.5, somewhat: 0, not: 0 })).toThrow("whole very ≥ 0, got 1.5");
    expect(() => productMarketFit([], { threshold: 100 })).toThrow("0 < threshold < 100 in percent, got 100");
  });
});
