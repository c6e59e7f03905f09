import { describe, expect, expectTypeOf, it } from "vitest";
import type { Comparison, Estimate, Unit } from "../estimate.ts";
import { comparisonSchema, estimateSchema, unitSchema } from "./estimate.ts";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";

const estimate: Estimate = {
  value: 33,
  interval: { low: -51, high: null },
  standardError: 47,
  n: 3,
  effectiveN: 3,
  unit: "points",
  confidenceLevel: 0.95,
  method: "adjusted-wald",
};

it("schemas and types are one, in both directions", () => {
  // From schema to type is checked where the schema is declared (`satisfies`); here, from type to schema.
  expectTypeOf<Estimate>().toExtend<ReadonlyOutput<typeof estimateSchema>>();
  expectTypeOf<Comparison>().toExtend<ReadonlyOutput<typeof comparisonSchema>>();
  expectTypeOf<Unit>().toExtend<ReadonlyOutput<typeof unitSchema>>();
});

it("an estimate may be one-sided, in money, and without a value", () => {
  expect(estimateSchema.parse(estimate)).toEqual(estimate);
  expect(estimateSchema.safeParse({ ...estimate, unit: "currency:CNY" }).success).toBe(true);
  expect(estimateSchema.safeParse({ ...estimate, value: null, interval: null, n: 0 }).success).toBe(true);
});

describe("an estimate is refused for", () => {
  it.each([
    ["a value outside its interval", { value: -60 }, "interval"],
    ["an interval around no value", { value: null }, "interval"],
    ["a level in percent", { confidenceLevel: 95 }, "confidenceLevel"],
    ["a number that is none", { value: NaN }, "value"],
    ["half an answer", { n: 2.5 }, "n"],
    ["money without its currency", { unit: "currency:euro" }, "unit"],
  ])("%s", (_, change, path) => {
    const { error } = estimateSchema.safeParse({ ...estimate, ...change });
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});

it("a comparison carries a p-value between 0 and 1, and its correction", () => {
  const comparison: Comparison = {
    difference: estimate,
    test: "welch-t",
    alternative: "two-sided",
    statistic: 1.2,
    degreesOfFreedom: 40.3,
    pValue: 0.04,
    adjusted: { method: "benjamini-hochberg", pValue: 0.12 },
  };
  expect(comparisonSchema.parse(comparison)).toEqual(comparison);
  expect(comparisonSchema.safeParse({ ...comparison, pValue: 1.1 }).success).toBe(false);
});
