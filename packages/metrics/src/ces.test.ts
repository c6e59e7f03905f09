import { type Instrument, isCxError } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { ces, cesMetric, easyMetric, netEaseMetric } from "./ces.ts";
import { tallyOf } from "./tally-of.ts";

const value = Float64Array.of(1, 7, 7, 4, NaN, 3, 2, 6, 5, 7, NaN, 4, 8);
const sample = { length: value.length, time: Float64Array.from(value.keys()), value, fields: {} };
for (const make of [cesMetric, easyMetric, netEaseMetric]) {
  const metric = make({ item: "effort" });
  describe(`${metric.id} keeps the metric laws`, () => {
    for (const law of metricLaws(metric, sample)) it(law.name, law.check);
  });
}

it("ces and its metrics give the same numbers", () => {
  const ratings = [7, 6, 5, 7, 4, 3, 1, 6];
  const { easy, netEase } = ces(ratings);
  const tally = tallyOf(ratings, { scale: { min: 1, max: 7 } });
  expect(easyMetric({ item: "q" }).estimate(tally)).toEqual(easy);
  const { interval, ...folded } = netEaseMetric({ item: "q" }).estimate(tally);
  expect(netEase).toMatchObject(folded);
  expect(netEase.interval!.low).toBeCloseTo(interval!.low!, 10);
  expect(netEase.interval!.high).toBeCloseTo(interval!.high!, 10);
  expect(ces(tally)).toMatchObject({ easy, netEase });
  expect(netEaseMetric({ item: "q", scale: { min: 0, max: 1 } }).scores).toEqual([-100, 100]);
});

it("ces knows which end is easy", () => {
  const asked = { scale: { min: 1, max: 5 }, direction: "lower-is-better" } as const;
  expect(ces([1, 2, 5], asked).easy.value).toBeCloseTo(200 / 3, 10);
  expect(ces([1, 2, 5], { ...asked, easyPoints: 1 }).easy.value).toBeCloseTo(100 / 3, 10);
  expect(cesMetric({ item: "effort", ...asked }).better).toBe("lower");
  expect(cesMetric({ item: "effort" }).better).toBe("higher");
  expect(ces([])).toMatchObject({ value: null, interval: null, easy: { value: null, interval: null } });
  expect(() => ces([8])).toThrow("ces requires ratings 1…7 by 1 or null, got 8 at index 0");
});

it("the two questions called CES are never one series", () => {
  const instrument: Instrument = {
    id: "effort",
    version: "1",
    construct: "ces",
    scale: { min: 1, max: 7, step: 1 },
    direction: "lower-is-better",
  };
  expect(() => cesMetric({ item: "q", instrument })).toThrow(
    expect.toSatisfy((error: unknown) => isCxError(error, "invalid-setup")),
  );
  expect(cesMetric({ item: "q", instrument, direction: "lower-is-better" }).select.instrument).toBe(
    "effort@1",
  );
});
