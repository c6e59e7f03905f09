import type { Columns } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bottomBox, bottomBoxMetric } from "./bottom-box.ts";
import { csat } from "./csat.ts";
import { tallyOf } from "./tally-of.ts";

const value = Float64Array.of(1, 5, 5, 4, NaN, 3, 2, 5, 7);
const sample: Columns = { length: 9, time: Float64Array.from(value.keys()), value, fields: {} };
describe("bottomBoxMetric keeps the metric laws", () => {
  for (const law of metricLaws(bottomBoxMetric({ item: "q" }), sample)) it(law.name, law.check);
});

it("bottomBox is what is left of the top box", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 }), (ratings) => {
      const bottom = bottomBox(ratings, { bottomPoints: 3 });
      const top = csat(ratings);
      expect(bottom.value! + top.value!).toBeCloseTo(100, 10);
      expect(bottom.interval!.low! + top.interval!.high!).toBeCloseTo(100, 8);
      expect(bottom.shares).toEqual(top.shares);
      expect(bottomBox(tallyOf(ratings, { scale: { min: 1, max: 5 } }), { bottomPoints: 3 })).toEqual(bottom);
    }),
  );
});

it("bottomBox finds the worst end where the instrument has it", () => {
  const school = { scale: { min: 1, max: 6 }, direction: "lower-is-better" } as const;
  expect(bottomBox([1, 6, 5, 2], school).value).toBe(50);
  expect(bottomBoxMetric({ item: "q", ...school }).scores).toEqual([0, 0, 0, 0, 100, 100]);
  expect(bottomBoxMetric({ item: "q" }).better).toBe("lower");
  expect(bottomBox([null]).shares).toEqual([null, null, null, null, null]);
  const weighted = tallyOf(
    [
      { value: 1, weight: 3 },
      { value: 5, weight: 1 },
    ],
    { scale: { min: 1, max: 5 } },
  );
  expect(bottomBox(weighted)).toMatchObject({ value: 75, shares: [75, 0, 0, 0, 25] });
  expect(() => bottomBox([1], { bottomPoints: 5 })).toThrow("bottomBox requires 1…4 top points of 5, got 5");
});
