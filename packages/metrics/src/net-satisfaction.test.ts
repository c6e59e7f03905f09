import { type Columns, isCxError } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bottomBox } from "./bottom-box.ts";
import { csat } from "./csat.ts";
import { netSatisfaction, netSatisfactionMetric } from "./net-satisfaction.ts";

const value = Float64Array.of(1, 5, 5, 4, NaN, 3, 2, 5, 7);
const sample: Columns = { length: 9, time: Float64Array.from(value.keys()), value, fields: {} };
describe("netSatisfactionMetric keeps the metric laws", () => {
  for (const law of metricLaws(netSatisfactionMetric({ item: "q" }), sample)) it(law.name, law.check);
});

it("netSatisfaction is the top box minus the bottom box, in points", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 }), (ratings) => {
      const net = netSatisfaction(ratings);
      expect(net.value).toBeCloseTo(csat(ratings).value! - bottomBox(ratings).value!, 9);
      expect(net.unit).toBe("points");
      expect(net.satisfied + net.indifferent + net.dissatisfied).toBe(net.n);
      const turned = netSatisfaction(
        ratings.map((rating) => 6 - rating),
        { direction: "lower-is-better" },
      );
      expect(turned.interval!.low).toBeCloseTo(net.interval!.low!, 9);
    }),
  );
});

it("netSatisfaction has no point on both sides", () => {
  expect(() => netSatisfaction([1], { topPoints: 3, bottomPoints: 3 })).toThrow(
    "netSatisfaction requires 1…2 bottom points of 5, got 3",
  );
  expect(() => netSatisfactionMetric({ item: "q", bottomPoints: 0 })).toThrow(
    expect.toSatisfy((error: unknown) => isCxError(error, "invalid-setup")),
  );
});
