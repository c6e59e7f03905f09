import { type Columns, type Instrument, isCxError } from "@cxkit/core";
import { clopperPearsonInterval, waldProportionInterval, wilsonInterval } from "@cxkit/stats";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csat, csatMetric, topBoxMetric } from "./csat.ts";
import { tallyOf } from "./tally-of.ts";

const five = { min: 1, max: 5 };

for (const metric of [csatMetric({ item: "q" }), topBoxMetric({ item: "q", direction: "lower-is-better" })]) {
  for (const weighted of [false, true]) {
    const value = Float64Array.of(1, 5, 5, 4, NaN, 3, 2, 5, 5, 5, NaN, 4, 6, 1.5);
    const sample: Columns = {
      length: value.length,
      time: Float64Array.from(value.keys()),
      value,
      ...(weighted && { weight: value.map((_, row) => 0.3 + (row % 4) * 0.5) }),
      fields: {},
    };
    describe(`${metric.id} keeps the metric laws${weighted ? " with weights" : ""}`, () => {
      for (const law of metricLaws(metric, sample)) it(law.name, law.check);
    });
  }
}

describe("csat counts what is on the scale", () => {
  it("and stops at anything else, or counts it aside", () => {
    expect(() => csat([5, null, 6])).toThrow("csat requires ratings 1…5 by 1 or null, got 6 at index 2");
    expect(() => csat([5, "4" as never])).toThrow('got "4" at index 1');
    expect(csat([5, null, 6], { invalid: "set-aside" })).toMatchObject({ n: 1, missing: 1, rejected: 1 });
  });

  it("and says nothing without answers", () => {
    expect(csat([null])).toMatchObject({
      n: 0,
      value: null,
      interval: null,
      standardError: null,
      missing: 1,
    });
    expect(csat([]).shares).toEqual([null, null, null, null, null]);
    expect(() => csat([], { confidenceLevel: 95 })).toThrow("csat requires 0 < confidenceLevel < 1, got 95");
  });

  it("with shares of all points that add up to 100", () => {
    expect(csat([5, 4, 4, 1]).shares).toEqual([25, 0, 0, 50, 25]);
  });

  it("with the good end where the instrument has it", () => {
    const options = { scale: { min: 1, max: 6 }, direction: "lower-is-better" } as const;
    expect(csat([1, 2, 6], options).value).toBeCloseTo(200 / 3, 10);
  });
});

it("csat and csatMetric give the same numbers", () => {
  const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 });
  const interval = fc.constantFrom(wilsonInterval, clopperPearsonInterval, waldProportionInterval);
  fc.assert(
    fc.property(ratings, fc.constantFrom(0.8, 0.95, 0.99), interval, (answers, confidenceLevel, method) => {
      const options = { confidenceLevel, interval: method };
      const result = csat(answers, options);
      const estimate = csatMetric({ item: "q" }).estimate(tallyOf(answers, { scale: five }), options);
      expect(estimate).toMatchObject({
        n: result.n,
        effectiveN: result.n,
        method: method.method,
        unit: "percent",
      });
      expect(estimate.value === null).toBe(result.value === null);
      if (result.value === null) return;
      expect(estimate.value).toBeCloseTo(result.value, 10);
      expect(estimate.interval!.low).toBeCloseTo(result.interval!.low!, 8);
      expect(estimate.interval!.high).toBeCloseTo(result.interval!.high!, 8);
      expect(result.interval!.low!).toBeLessThanOrEqual(result.value);
      expect(result.interval!.high!).toBeGreaterThanOrEqual(result.value);
      if (result.n > 1) expect(estimate.standardError).toBeCloseTo(result.standardError!, 9);
    }),
  );
});

it("the share of the best points mirrors the share of the rest", () => {
  const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(ratings, (answers) => {
      const best = csat(answers, { topPoints: 2 });
      const rest = csat(answers, { topPoints: 3, direction: "lower-is-better" });
      expect(best.value! + rest.value!).toBeCloseTo(100, 10);
      expect(best.interval!.low! + rest.interval!.high!).toBeCloseTo(100, 10);
    }),
  );
});

it("set-ups that mean nothing are refused", () => {
  const instrument: Instrument = {
    id: "satisfaction",
    version: "1",
    construct: "csat",
    scale: { min: 1, max: 7, step: 1 },
    direction: "higher-is-better",
  };
  expect(() => csat([], { topPoints: 5 })).toThrow("csat requires 1…4 top points of 5, got 5");
  for (const make of [
    () => csatMetric({ item: "q", topPoints: 0 }),
    () => csatMetric({ item: "q", instrument }),
    () => csatMetric({ item: "q", scale: { min: 1, max: 7 }, instrument, direction: "lower-is-better" }),
    () => csatMetric({ item: "q" }).estimate(tallyOf([1], { scale: { min: 1, max: 7 } })),
  ]) {
    expect(make).toThrow(expect.toSatisfy((error: unknown) => isCxError(error, "invalid-setup")));
  }
  expect(csatMetric({ item: "q", scale: { min: 1, max: 7 }, instrument }).select.instrument).toBe(
    "satisfaction@1",
  );
});
