import type { Columns } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enps, enpsMetric } from "./enps.ts";
import { nps } from "./nps.ts";
import { tallyOf } from "./tally-of.ts";

const value = Float64Array.of(10, 9, NaN, 8, 7, 0, 6, 10, 9, NaN, 3, 11);
const sample: Columns = { length: 12, time: Float64Array.from(value.keys()), value, fields: {} };
describe("enpsMetric keeps the metric laws", () => {
  for (const law of metricLaws(enpsMetric({ item: "q" }), sample)) it(law.name, law.check);
});

it("enps has the numbers of nps, from answers and from counts, and says its own name", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 40 }), (scores) => {
      const one = enps(scores);
      const { value: score, interval, promoters, passives, detractors } = nps(scores);
      expect(one).toMatchObject({ promoters, passives, detractors, unit: "points" });
      if (score === null) expect(one.value).toBeNull();
      else {
        expect(one.value).toBeCloseTo(score, 10);
        expect(one.interval!.low).toBeCloseTo(interval!.low!, 8);
        expect(one.interval!.high).toBeCloseTo(interval!.high!, 8);
      }
      const counted = tallyOf(scores, { scale: { min: 0, max: 10 } });
      expect(enps(counted)).toEqual(one);
    }),
  );
  expect(() => enps([11])).toThrow("enps requires ratings 0…10 by 1 or null, got 11 at index 0");
  expect(() => enps([1], { confidenceLevel: 95 })).toThrow("enps requires 0 < confidenceLevel < 1, got 95");
  expect(enpsMetric({ item: "q" }).title).toBe("Employee Net Promoter Score");
});
