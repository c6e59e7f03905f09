import type { Columns } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ratingMean } from "./rating-mean.ts";
import { rescaledMean, rescaledMeanMetric } from "./rescaled-mean.ts";

const value = Float64Array.of(1, 5, 5, 4, NaN, 3, 2, 5, 7);
const sample: Columns = { length: 9, time: Float64Array.from(value.keys()), value, fields: {} };
describe("rescaledMeanMetric keeps the metric laws", () => {
  for (const law of metricLaws(rescaledMeanMetric({ item: "q" }), sample)) it(law.name, law.check);
});

it("rescaledMean is the mean rating on another ruler, interval and standard error as well", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 40 }), (ratings) => {
      const scale = { min: 1, max: 7 };
      const plain = ratingMean(ratings, { scale });
      const rescaled = rescaledMean(ratings, { scale });
      const ruler = (point: number) => ((point - 1) / 6) * 100;
      expect(rescaled.value).toBeCloseTo(ruler(plain.value!), 9);
      expect(rescaled.interval!.low).toBeCloseTo(ruler(plain.interval!.low!), 8);
      expect(rescaled.interval!.high).toBeCloseTo(ruler(plain.interval!.high!), 8);
      expect(rescaled.standardError).toBeCloseTo((plain.standardError! / 6) * 100, 8);
      const turned = rescaledMean(ratings, { scale, direction: "lower-is-better" });
      expect(turned.value! + rescaled.value!).toBeCloseTo(100, 9);
    }),
  );
});
