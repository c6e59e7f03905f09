import type { Columns } from "@cxkit/core";
import { meanTInterval } from "@cxkit/stats";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanMetric, ratingMean } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

const five = { min: 1, max: 5 };

for (const weighted of [false, true]) {
  const value = Float64Array.of(1, 5, 5, 4, NaN, 3, 2, 5, 5, 5, NaN, 4, 6, 1.5);
  const sample: Columns = {
    length: value.length,
    time: Float64Array.from(value.keys()),
    value,
    ...(weighted && { weight: value.map((_, row) => 0.3 + (row % 4) * 0.5) }),
    fields: {},
  };
  describe(`meanMetric keeps the metric laws${weighted ? " with weights" : ""}`, () => {
    for (const law of metricLaws(meanMetric({ item: "q" }), sample)) it(law.name, law.check);
  });
}

it("ratingMean counts half stars, and stops at quarters", () => {
  const scale = { min: 0.5, max: 5, step: 0.5 };
  expect(ratingMean([4.5, 5, 3], { scale }).value).toBeCloseTo(12.5 / 3, 12);
  expect(() => ratingMean([4.25], { scale })).toThrow(
    "ratingMean requires ratings 0.5…5 by 0.5 or null, got 4.25 at index 0",
  );
  expect(ratingMean([null])).toMatchObject({ n: 0, value: null, interval: null, topBox: { value: null } });
});

it("ratingMean and meanMetric give the same numbers", () => {
  const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 });
  fc.assert(
    fc.property(ratings, fc.constantFrom(0.8, 0.95, 0.99), (answers, confidenceLevel) => {
      const estimate = meanMetric({ item: "q" }).estimate(tallyOf(answers, { scale: five }), {
        confidenceLevel,
      });
      expect(ratingMean(answers, { confidenceLevel })).toMatchObject({ ...estimate });
    }),
  );
});

it("intervals hold the mean and stay on the scale, whatever the weights and the method", () => {
  const weight = fc.double({ min: 0, max: 5, noNaN: true });
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), weight), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rows, fc.constantFrom(0.5, 0.95, 0.999), (answers, confidenceLevel) => {
      const tally = tallyOf(
        answers.map(([value, w]) => ({ value, weight: w })),
        { scale: five },
      );
      for (const options of [{}, { interval: meanTInterval }]) {
        const { value, interval } = meanMetric({ item: "q" }).estimate(tally, {
          confidenceLevel,
          ...options,
        });
        if (value === null) continue;
        expect(interval!.low!).toBeGreaterThanOrEqual(1);
        expect(interval!.low!).toBeLessThanOrEqual(value);
        expect(interval!.high!).toBeGreaterThanOrEqual(value);
        expect(interval!.high!).toBeLessThanOrEqual(5);
      }
    }),
  );
});
